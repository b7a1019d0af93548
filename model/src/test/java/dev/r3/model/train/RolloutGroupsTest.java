package dev.r3.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.model.decoder.Draw;
import dev.r3.model.decoder.Sampling;
import dev.r3.model.generate.Context;
import dev.r3.model.generate.FinishReason;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.grpo.UnscaledAdvantage;
import dev.r3.model.optimize.VerdictCounts;
import dev.r3.model.policy.Completion;
import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.Conversation;
import dev.r3.model.policy.TokenTrace;
import dev.r3.model.reflect.Attempt;
import dev.r3.model.reflect.Episode;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.ReflectedTry;
import dev.r3.model.reflect.TaskAttempts;
import dev.r3.model.tokenizer.ChatMessage;
import dev.r3.verifiers.api.ErrorType;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.verifiers.countdown.CountdownTask;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Groups of made-up tokens: which are prompt, context and loss, and what they earn. */
class RolloutGroupsTest {
    private static final Verdict PASSED = Verdict.passed();
    private static final Verdict FAILED = Verdict.failed(new ErrorType("wrong", "wrong"), "wrong");
    private static final Verdict HALF = new Verdict.Failed(new ErrorType("half", "half"), "", OptionalDouble.of(0.5));
    private static final Verdict UNSCORABLE = Verdict.unscorable("cut off");
    private static final Verdict FAULT = new Verdict.VerifierFault("broke");
    private static final SampleKey KEY = new SampleKey(1, "step-1/retry", "a", 2);
    private static final Context TRUNK = Context.of(new int[] {1, 2, 3});

    private static final Attempt FIRST = written(completion(Context.of(new int[] {1}), 2), FAILED);

    @Test
    void reflectionsEarnTheirLastRetrys() {
        RolloutGroups groups = RolloutGroups.ofReflections(List.of(
                episode(
                        retried(completion(TRUNK, 10, 11), written(completion(TRUNK, 20), PASSED)),
                        retried(
                                cutOff(TRUNK, 12),
                                written(completion(TRUNK, 21), FAILED),
                                written(completion(TRUNK, 22), HALF)),
                        retried(completion(TRUNK, 13), written(completion(TRUNK, 23), UNSCORABLE)),
                        retried(completion(TRUNK, 14), written(completion(TRUNK, 24), FAULT)),
                        retried(completion(TRUNK, 15), new Attempt.Rejected(KEY, "too long")),
                        new ReflectedTry.Rejected(KEY, "too long")),
                passedAtOnce()));

        assertThat(groups.groups()).hasSize(1);
        RewardedGroup group = groups.groups().get(0);
        assertThat(group.prompt()).containsExactly(1, 2, 3);
        assertThat(group.completions().stream().map(RewardedCompletion::tokens))
                .containsExactly(new int[] {10, 11}, new int[] {12}, new int[] {13}, new int[] {14}, new int[] {15});
        assertThat(group.completions())
                .extracting(RewardedCompletion::reward)
                .containsExactly(
                        OptionalDouble.of(1),
                        OptionalDouble.of(0.5),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty());
        assertThat(group.completions())
                .extracting(RewardedCompletion::ending)
                .startsWith(RewardedCompletion.Ending.BY_ITSELF, RewardedCompletion.Ending.AT_TOKEN_LIMIT);
        assertThat(group.completions().get(0).lossMask()).containsExactly(true, true);
        assertThat(group.completions().get(0).rolloutLogProbs()).containsExactly(-1.25, -1.375);
        assertThat(groups.verdicts()).as("first answers and tries").isEqualTo(new VerdictCounts(1 + 1, 1 + 1, 3, 1));
        assertThat(groups.rejected()).isEqualTo(2);
        assertThat(groups.tokens())
                .as("first answers, reflections, retries")
                .isEqualTo((1 + 1) + (2 + 1 + 1 + 1 + 1) + (1 + 2 + 1 + 1));
    }

    @Test
    void retriesGoOnFromTheReflectionsPrompt() {
        Completion reflection = completion(TRUNK, 10, 11);
        Context retry = TRUNK.then(new int[] {10, 11}).then(new int[] {4, 5});
        Context again = retry.then(new int[] {20, 21}).then(new int[] {4, 5});
        RolloutGroups groups = RolloutGroups.ofRetries(List.of(episode(
                retried(reflection, written(completion(retry, 20, 21), FAILED), written(completion(again, 22), PASSED)),
                retried(completion(TRUNK, 10), new Attempt.Rejected(KEY, "too long")),
                retried(
                        completion(TRUNK, 12),
                        written(completion(TRUNK.then(new int[] {12, 4, 5}), 23, 24), UNSCORABLE)))));

        RewardedGroup group = groups.groups().get(0);
        assertThat(group.prompt()).containsExactly(1, 2, 3);
        assertThat(group.completions()).hasSize(2);
        RewardedCompletion last = group.completions().get(0);
        assertThat(last.tokens()).containsExactly(10, 11, 4, 5, 20, 21, 4, 5, 22);
        assertThat(last.lossPlaces()).containsExactly(8);
        assertThat(last.reward()).hasValue(1);
        assertThat(last.rolloutLogProbs()[8]).isEqualTo(-2.75);
        assertThat(group.completions().get(1).tokens()).containsExactly(12, 4, 5, 23, 24);
        assertThat(group.completions().get(1).lossPlaces()).containsExactly(3, 4);
        assertThat(group.completions().get(1).reward()).isEmpty();
        assertThat(groups.rejected()).isEqualTo(1);
    }

    /** Without the conversation retries share what all of them begin with. */
    @Test
    void retriesWithTheReflectionAloneShareTheirBeginning() {
        RolloutGroups groups = RolloutGroups.ofRetries(List.of(
                episode(
                        retry(Context.of(new int[] {1, 7, 8, 10, 9}), 20),
                        retry(Context.of(new int[] {1, 7, 8, 11}), 21),
                        retry(Context.of(new int[] {1, 7, 8}), 22)),
                episode(retry(Context.of(new int[] {1, 7, 8, 10, 9}), 20))));

        RewardedGroup group = groups.groups().get(0);
        assertThat(group.prompt()).containsExactly(1, 7, 8);
        assertThat(group.completions().stream().map(RewardedCompletion::tokens))
                .containsExactly(new int[] {10, 9, 20}, new int[] {11, 21}, new int[] {22});
        assertThat(groups.groups().get(1).prompt()).containsExactly(1, 7, 8, 10, 9);

        List<Episode> nothingInCommon =
                List.of(episode(retry(Context.of(new int[] {5}), 20), retry(Context.of(new int[] {6}), 20)));
        assertThatThrownBy(() -> RolloutGroups.ofRetries(nothingInCommon))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the retries of one episode begin with different tokens (step-1/retry of task a, sample 2);"
                        + " have the retry prompt begin with fixed text");
    }

    @Test
    void firstAnswersEarnTheirOwn() {
        Attempt greedy = written(completion(TRUNK, 30), PASSED);
        TaskAttempts answered = new TaskAttempts(
                "a",
                List.of(
                        written(completion(TRUNK, 10, 11), PASSED),
                        new Attempt.Rejected(KEY, "too long"),
                        written(cutOff(TRUNK, 12), UNSCORABLE),
                        written(completion(TRUNK, 13), FAILED)),
                Optional.of(greedy));
        TaskAttempts rejected = new TaskAttempts("b", List.of(new Attempt.Rejected(KEY, "no")), Optional.empty());
        TaskAttempts greedyOnly = new TaskAttempts("c", List.of(), Optional.of(greedy));
        RolloutGroups groups = RolloutGroups.ofFirstAnswers(List.of(answered, rejected, greedyOnly));

        assertThat(groups.groups()).hasSize(1);
        RewardedGroup group = groups.groups().get(0);
        assertThat(group.prompt()).containsExactly(1, 2, 3);
        assertThat(group.completions().stream().map(RewardedCompletion::tokens))
                .containsExactly(new int[] {10, 11}, new int[] {12}, new int[] {13});
        assertThat(group.completions())
                .extracting(RewardedCompletion::reward)
                .containsExactly(OptionalDouble.of(1), OptionalDouble.empty(), OptionalDouble.of(0));
        assertThat(groups.verdicts()).isEqualTo(new VerdictCounts(1, 1, 3, 0));
        assertThat(groups.rejected()).isEqualTo(2);
        assertThat(groups.tokens()).as("of sampled answers alone").isEqualTo(2 + 1 + 1);
    }

    @Test
    void aCompletionHasTheAdvantageThatItIsTrainedWith() {
        Completion good = completion(TRUNK, 10);
        Completion half = completion(TRUNK, 11);
        Completion unjudged = completion(TRUNK, 12);
        Completion leftOut = completion(TRUNK, 13);
        RolloutGroups groups = RolloutGroups.ofReflections(List.of(
                passedAtOnce(),
                episode(retried(leftOut, written(completion(TRUNK, 20), PASSED))),
                episode(
                        new ReflectedTry.Rejected(KEY, "too long"),
                        retried(unjudged, written(completion(TRUNK, 21), UNSCORABLE)),
                        retried(good, written(completion(TRUNK, 22), PASSED)),
                        retried(half, written(completion(TRUNK, 23), HALF)))));
        assertThat(groups.completions()).containsExactly(List.of(leftOut), List.of(unjudged, good, half));
        assertThat(groups.advantages(
                        new UnscaledAdvantage(), List.of(groups.groups().get(1))))
                .as("of the one group that is trained")
                .containsOnly(Map.entry(good, 0.25), Map.entry(half, -0.25));
        assertThat(groups.advantages(new UnscaledAdvantage(), groups.groups()))
                .containsEntry(leftOut, 0.0)
                .hasSize(3);
    }

    @Test
    void nothingToTrainOnIsNoGroup() {
        Episode unwritten = episode(new ReflectedTry.Rejected(KEY, "too long"));
        Episode notRetried = episode(retried(completion(TRUNK, 10), new Attempt.Rejected(KEY, "too long")));

        assertThat(RolloutGroups.ofReflections(List.of(unwritten, passedAtOnce()))
                        .groups())
                .isEmpty();
        assertThat(RolloutGroups.ofRetries(List.of(unwritten, notRetried, passedAtOnce()))
                        .groups())
                .isEmpty();
        assertThat(RolloutGroups.ofReflections(List.of()).verdicts()).isEqualTo(VerdictCounts.NONE);
    }

    @Test
    void aTrainedPolicyTellsItsTokens() {
        Completion untold = Completion.of(request(), "text", FinishReason.STOP_TOKEN);
        List<Episode> episodes = List.of(episode(retried(untold, written(untold, PASSED))));
        List<TaskAttempts> answers = List.of(new TaskAttempts("a", List.of(written(untold, PASSED)), Optional.empty()));
        String message = "the policy doesn't tell the tokens of step-1/retry of task a, sample 2;"
                + " the one that is trained must, as the one in this process does";

        assertThatThrownBy(() -> RolloutGroups.ofReflections(episodes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> RolloutGroups.ofRetries(episodes)).hasMessage(message);
        assertThatThrownBy(() -> RolloutGroups.ofFirstAnswers(answers)).hasMessage(message);
        Attempt given = new Attempt.Given(dev.r3.verifiers.api.Completion.whole("3"), FAILED);
        assertThatThrownBy(() ->
                        RolloutGroups.ofFirstAnswers(List.of(new TaskAttempts("a", List.of(given), Optional.empty()))))
                .hasMessage("an answer that was given has no tokens to train on");
    }

    // ---- made-up rollouts ----

    private static Episode episode(ReflectedTry... tries) {
        return new Episode(task(), FIRST, List.of(tries));
    }

    private static Episode passedAtOnce() {
        return new Episode(task(), written(completion(TRUNK, 9), PASSED), List.of());
    }

    private static EpisodeTask task() {
        CountdownFamily family = new CountdownFamily();
        return EpisodeTask.of(
                "a",
                new CountdownTask(3, List.of(1L, 2L), Optional.empty()),
                family.verifier(Options.of(family.options(), Map.of())));
    }

    private static ReflectedTry retried(Completion reflection, Attempt... retries) {
        return new ReflectedTry.Retried(reflection, List.of(retries));
    }

    private static ReflectedTry retry(Context prompt, int token) {
        return retried(completion(TRUNK, 99), written(completion(prompt, token), FAILED));
    }

    private static Attempt written(Completion completion, Verdict verdict) {
        return new Attempt.Written(completion, verdict);
    }

    private static Completion completion(Context prompt, int... tokens) {
        return Completion.of(request(), "text", FinishReason.STOP_TOKEN, trace(prompt, tokens));
    }

    private static Completion cutOff(Context prompt, int... tokens) {
        return Completion.of(request(), "text", FinishReason.LENGTH, trace(prompt, tokens));
    }

    /** A token's log-probability is made of the token. */
    private static TokenTrace trace(Context prompt, int... tokens) {
        List<Draw> draws = Arrays.stream(tokens)
                .mapToObj(token -> new Draw(token, -token, -token / 8f))
                .toList();
        return new TokenTrace(prompt, draws);
    }

    private static CompletionRequest request() {
        Conversation conversation = Conversation.of(List.of(ChatMessage.user("?")));
        return new CompletionRequest(conversation, KEY, Sampling.greedy(), 9, List.of());
    }
}
