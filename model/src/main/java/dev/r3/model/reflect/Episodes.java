package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reflect, retry, reward (arXiv 2505.24726): a first answer; if it fails, the model is asked to reflect and writes G
 * reflections; with each in sight it retries, and the retry's reward is the reflection's.
 *
 * <p>All turns of all episodes are one run of the policy, and each goes on from the conversation before it: a policy that
 * keeps what it computed reads no token twice.
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
     * @param starts of different tasks
     * @throws dev.r3.model.policy.RejectedRequestException for a turn that the policy cannot take
     */
    public List<Episode> run(String stage, List<EpisodeStart> starts) {
        List<OpenEpisode> episodes = new ArrayList<>();
        Map<CompletionRequest, OpenEpisode> waiting = new HashMap<>();
        List<CompletionRequest> requests = new ArrayList<>();
        for (EpisodeStart start : starts) {
            OpenEpisode episode = new OpenEpisode(config, start.task(), seed, stage);
            episodes.add(episode);
            requests.addAll(register(episode, episode.start(start.failedAnswer()), waiting));
        }
        policy.run(requests, completion -> {
            OpenEpisode episode = requireNonNull(waiting.remove(completion.request()), "nobody waits for it");
            return register(episode, episode.after(completion), waiting);
        });
        return episodes.stream().map(OpenEpisode::finished).toList();
    }

    private static List<CompletionRequest> register(
            OpenEpisode episode, List<CompletionRequest> requests, Map<CompletionRequest, OpenEpisode> waiting) {
        requests.forEach(request -> waiting.put(request, episode));
        return requests;
    }
}
