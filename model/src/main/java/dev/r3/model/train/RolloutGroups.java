package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.generate.SampleKey;
import dev.r3.model.grpo.Advantage;
import dev.r3.model.optimize.VerdictCounts;
import dev.r3.model.policy.Completion;
import dev.r3.model.policy.TokenTrace;
import dev.r3.model.reflect.Attempt;
import dev.r3.model.reflect.Episode;
import dev.r3.model.reflect.EpisodeCounts;
import dev.r3.model.reflect.ReflectedTry;
import dev.r3.model.reflect.TaskAttempts;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a step's rollouts are to the trainer: a group for each episode or task, in their order, for each choice of {@link
 * dev.r3.model.grpo.LossTokens}. The tokens are the very ones that the policy read and wrote.
 *
 * <p>Episodes whose first answer didn't fail give no group. What can't be judged is in its group without a reward. What
 * the policy could not write has no tokens, so it is in no group.
 *
 * @param completions of each group, in its order: what the policy wrote with the tokens that carry loss
 * @param verdicts on first answers and, in episodes, on the tries after them
 * @param rejected how many of the unscorable ones are so because the policy could not take a request
 * @param tokens that the policy generated for all of it, whether they carry loss or not
 */
public record RolloutGroups(
        List<RewardedGroup> groups,
        List<List<Completion>> completions,
        VerdictCounts verdicts,
        long rejected,
        long tokens) {
    public RolloutGroups {
        groups = List.copyOf(groups);
        completions = completions.stream().map(List::copyOf).toList();
        if (completions.size() != groups.size()) {
            throw new IllegalArgumentException(
                    "completions of %d groups for %d".formatted(completions.size(), groups.size()));
        }
        requireNonNull(verdicts, "verdicts is null");
        if (rejected < 0 || rejected > verdicts.unscorable()) {
            throw new IllegalArgumentException(rejected + " rejected of " + verdicts);
        }
        if (tokens < 0) {
            throw new IllegalArgumentException("tokens is negative: " + tokens);
        }
    }

    /**
     * The method's own: reflections, rewarded by their last retry.
     *
     * @throws IllegalArgumentException if a completion has no token trace
     */
    public static RolloutGroups ofReflections(List<Episode> episodes) {
        return ofEpisodes(episodes, retried -> Optional.of(Rollout.of(retried.reflection(), retried.reward())));
    }

    /**
     * Retries, rewarded for themselves. Of several after one reflection the last alone carries loss: those before it
     * failed and are context to it, as the reflection is. Retries that go on from the conversation share the prompt of
     * the reflections; others share the tokens that all of them begin with.
     *
     * @throws IllegalArgumentException if a completion has no token trace, or an episode's retries begin with different
     *     tokens
     */
    public static RolloutGroups ofRetries(List<Episode> episodes) {
        return ofEpisodes(episodes, retried -> Rollout.of(retried.lastRetry()));
    }

    /**
     * Plain GRPO on the task: sampled first answers, rewarded for themselves. Greedy ones are left out, and not counted.
     *
     * @throws IllegalArgumentException if a completion has no token trace, or an answer was given, not written
     */
    public static RolloutGroups ofFirstAnswers(List<TaskAttempts> tasks) {
        List<TaskAttempts> sampled = tasks.stream()
                .filter(task -> !task.sampled().isEmpty())
                .map(task -> new TaskAttempts(task.task(), task.sampled(), Optional.empty()))
                .toList();
        List<Group> groups = sampled.stream()
                .map(task -> task.sampled().stream().flatMap(Rollout::stream).toList())
                .filter(rollouts -> !rollouts.isEmpty())
                .map(rollouts -> group(rollouts, rollouts.get(0).prompt()))
                .toList();
        VerdictCounts verdicts =
                sampled.stream().map(TaskAttempts::verdicts).reduce(VerdictCounts.NONE, VerdictCounts::plus);
        return of(
                groups,
                verdicts,
                sampled.stream().mapToLong(TaskAttempts::rejected).sum(),
                tokens(sampled.stream().flatMap(task -> task.sampled().stream())));
    }

    private static RolloutGroups ofEpisodes(
            List<Episode> episodes, Function<ReflectedTry.Retried, Optional<Rollout>> trained) {
        EpisodeCounts counts = EpisodeCounts.of(episodes);
        List<Group> groups = episodes.stream()
                .flatMap(episode -> group(retried(episode), trained).stream())
                .toList();
        long tokens = episodes.stream().mapToLong(RolloutGroups::tokens).sum();
        return of(groups, counts.verdicts(), counts.rejected(), tokens);
    }

    private static RolloutGroups of(List<Group> groups, VerdictCounts verdicts, long rejected, long tokens) {
        return new RolloutGroups(
                groups.stream().map(Group::rewarded).toList(),
                groups.stream().map(Group::completions).toList(),
                verdicts,
                rejected,
                tokens);
    }

    /**
     * The advantage that each completion is trained with; none of one without a reward, or in a group that is left out.
     *
     * @param trained those of the groups that a step is trained on
     */
    IdentityHashMap<Completion, Double> advantages(Advantage advantage, List<RewardedGroup> trained) {
        List<List<OptionalDouble>> ofGroups =
                advantage.of(trained.stream().map(RewardedGroup::rewards).toList());
        IdentityHashMap<Completion, Double> advantages = new IdentityHashMap<>();
        for (int g = 0; g < trained.size(); g++) {
            List<Completion> written = completions.get(groups.indexOf(trained.get(g)));
            for (int i = 0; i < written.size(); i++) {
                Completion completion = written.get(i);
                ofGroups.get(g).get(i).ifPresent(value -> advantages.put(completion, value));
            }
        }
        return advantages;
    }

    private static long tokens(Episode episode) {
        List<ReflectedTry.Retried> tries = retried(episode);
        long reflections = tries.stream()
                .mapToLong(retried -> trace(retried.reflection()).draws().size())
                .sum();
        Stream<Attempt> attempts = Stream.concat(
                Stream.of(episode.firstAnswer()), tries.stream().flatMap(retried -> retried.retries().stream()));
        return reflections + tokens(attempts);
    }

    /** Of those that were written: one from elsewhere was not generated here. */
    private static long tokens(Stream<Attempt> attempts) {
        return attempts.mapToLong(attempt -> attempt instanceof Attempt.Written written
                        ? trace(written.completion()).draws().size()
                        : 0)
                .sum();
    }

    private static List<ReflectedTry.Retried> retried(Episode episode) {
        return episode.tries().stream()
                .flatMap(each -> each instanceof ReflectedTry.Retried retried ? Stream.of(retried) : Stream.empty())
                .toList();
    }

    private static Optional<Group> group(
            List<ReflectedTry.Retried> tries, Function<ReflectedTry.Retried, Optional<Rollout>> trained) {
        List<Rollout> rollouts =
                tries.stream().flatMap(each -> trained.apply(each).stream()).toList();
        if (rollouts.isEmpty()) {
            return Optional.empty();
        }
        int[] trunk = trace(tries.get(0).reflection()).prompt().tokens();
        boolean goOn = rollouts.stream().allMatch(rollout -> rollout.commonLength(trunk) == trunk.length);
        return Optional.of(group(rollouts, goOn ? trunk : commonBeginning(rollouts)));
    }

    private static Group group(List<Rollout> rollouts, int[] prompt) {
        return new Group(
                new RewardedGroup(
                        prompt,
                        rollouts.stream()
                                .map(rollout -> rollout.after(prompt.length))
                                .toList()),
                rollouts.stream().map(Rollout::completion).toList());
    }

    private static int[] commonBeginning(List<Rollout> rollouts) {
        int[] first = rollouts.get(0).prompt();
        int length = rollouts.stream()
                .mapToInt(rollout -> rollout.commonLength(first))
                .min()
                .orElseThrow();
        if (length == 0) {
            throw new IllegalArgumentException("the retries of one episode begin with different tokens (%s);"
                            .formatted(named(rollouts.get(0).completion()))
                    + " have the retry prompt begin with fixed text");
        }
        return Arrays.copyOf(first, length);
    }

    private static TokenTrace trace(Completion completion) {
        return completion
                .trace()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the policy doesn't tell the tokens of %s;".formatted(named(completion))
                                + " the one that is trained must, as the one in this process does"));
    }

    private static String named(Completion completion) {
        SampleKey key = completion.request().key();
        return "%s of task %s, sample %d".formatted(key.stage(), key.task(), key.sample());
    }

    /** A group and whose tokens it has. */
    private record Group(RewardedGroup rewarded, List<Completion> completions) {}

    /** A completion that carries loss. */
    private record Rollout(Completion completion, TokenTrace trace, OptionalDouble reward) {
        static Rollout of(Completion completion, OptionalDouble reward) {
            return new Rollout(completion, RolloutGroups.trace(completion), reward);
        }

        static Optional<Rollout> of(Attempt attempt) {
            if (attempt instanceof Attempt.Given) {
                throw new IllegalArgumentException("an answer that was given has no tokens to train on");
            }
            return attempt instanceof Attempt.Written written
                    ? Optional.of(of(written.completion(), written.verdict().reward()))
                    : Optional.empty();
        }

        static Stream<Rollout> stream(Attempt attempt) {
            return of(attempt).stream();
        }

        int[] prompt() {
            return trace.prompt().tokens();
        }

        /** How many tokens its prompt begins with that another begins with, too. */
        int commonLength(int[] other) {
            int mismatch = Arrays.mismatch(prompt(), other);
            return mismatch < 0 ? other.length : mismatch;
        }

        /** What comes after the group's prompt. */
        RewardedCompletion after(int promptLength) {
            return RewardedCompletion.after(
                    trace.prompt().tokensFrom(promptLength),
                    trace.draws(),
                    reward,
                    completion.truncated()
                            ? RewardedCompletion.Ending.AT_TOKEN_LIMIT
                            : RewardedCompletion.Ending.BY_ITSELF);
        }
    }
}
