package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * Reflect, retry, reward (arXiv 2505.24726): a first answer; if it fails, the model is asked to reflect and writes G
 * reflections; with each in sight it retries, and the retry's reward is the reflection's.
 *
 * <p>All turns of all episodes are one run of the policy, and each goes on from the conversation before it: a policy that
 * keeps what it computed reads no token twice, but for retries that don't see the conversation.
 *
 * <p>A turn that the policy cannot take, as its conversation outgrew the model's context, makes its try unscorable; the
 * run goes on.
 */
public final class Episodes {
    private final Policy policy;
    private final EpisodeConfig config;
    private final long seed;

    /**
     * @param policy stays the caller's to close
     * @param seed of the experiment, for the policy's random numbers
     */
    public Episodes(Policy policy, EpisodeConfig config, long seed) {
        this.policy = requireNonNull(policy, "policy is null");
        this.config = requireNonNull(config, "config is null");
        this.seed = seed;
    }

    /**
     * Runs episodes; the results are in their order.
     *
     * @param stage what they are for, such as {@code step-12}: part of the key of their random numbers
     * @throws IllegalArgumentException if two are the same course of one task id, or a prompt names a variable that its
     *     task has not
     */
    public List<Episode> run(String stage, List<EpisodeStart> starts) {
        OpenTurns turns = new OpenTurns(seed, stage);
        List<OpenEpisode> episodes = new ArrayList<>();
        List<CompletionRequest> requests = new ArrayList<>();
        for (EpisodeStart start : starts) {
            OpenEpisode episode = new OpenEpisode(config, start.task(), start.course(), turns);
            episodes.add(episode);
            requests.addAll(episode.start(start));
        }
        policy.run(requests, turns);
        return episodes.stream().map(OpenEpisode::finished).toList();
    }
}
