package dev.r3.model.reflect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.model.decoder.Sampling;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.optimize.VerdictCounts;
import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.ScriptedPolicy;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tasks are in a failure set, and which failure an epoch sees. Letters are explained in {@link Scripts}. */
class FailureSamplingTest {
    private static final TurnSettings ANSWER =
            new TurnSettings(new Sampling(0.8, 40, 0.9, 0.1, 1.2), Scripts.MAX_TOKENS, List.of("</answer>"));

    @ParameterizedTest(name = "sampled {0}, greedy {1}: any {2}, all {3}, greedy {4}, from a quarter to a half {5}")
    @CsvSource({
        // sampled, greedy, any failed, all failed, greedy failed, rate
        "PPPP, P, no,  no,  no,  no",
        "PPPF, P, yes, no,  no,  no",
        "PPFF, P, yes, no,  no,  yes",
        "FFPF, P, yes, no,  no,  yes",
        "FFFF, P, yes, yes, no,  no",
        "FFFF, F, yes, yes, yes, no",
        "PPPP, F, no,  no,  yes, no",
        // What can't be judged is in no count.
        "UVRU, U, no,  no,  no,  no",
        "UVRU, V, no,  no,  no,  no",
        "PVRU, R, no,  no,  no,  no",
        "FUVR, R, yes, yes, no,  no",
        "FPVR, F, yes, no,  yes, yes",
        "PPPV, P, no,  no,  no,  no"
    })
    void keepsTasksByTheirFailures(
            String sampled, char greedy, String any, String all, String greedyFailed, String rate) {
        assertKept(new KeepRule.AnyFailed(), sampled, greedy, any);
        assertKept(new KeepRule.AllFailed(), sampled, greedy, all);
        assertKept(new KeepRule.GreedyFailed(), sampled, greedy, greedyFailed);
        assertKept(new KeepRule.PassRate(0.25, 0.5), sampled, greedy, rate);
    }

    private static void assertKept(KeepRule rule, String sampled, char greedy, String kept) {
        FailureBatch batch = sample(rule, sampled.length(), List.of("t"), key -> letter(key, sampled, greedy));
        TaskAttempts attempts = batch.attempts().get(0);
        assertThat(batch.kept()).as("%s on %s", rule, sampled).hasSize(kept.equals("yes") ? 1 : 0);
        assertThat(Scripts.letters(attempts.sampled())).isEqualTo(sampled);
        assertThat(attempts.greedy().map(Scripts::letter))
                .isEqualTo(Optional.of(greedy).filter(letter -> rule.needsGreedy()));
        assertThat(batch.counts().verdicts().total()).isEqualTo(sampled.length() + (rule.needsGreedy() ? 1 : 0));
    }

    @Test
    void passRatesIncludeTheirEndsButNoTaskWithoutFailure() {
        assertThat(kept(new KeepRule.PassRate(0, 0), "FF")).isTrue();
        assertThat(kept(new KeepRule.PassRate(0, 0), "FP")).isFalse();
        assertThat(kept(new KeepRule.PassRate(0, 1), "PP")).isFalse();
        assertThat(kept(new KeepRule.PassRate(0.5, 1), "FP")).isTrue();
        assertThatThrownBy(() -> new KeepRule.PassRate(0.5, 0.4))
                .hasMessage("a pass rate from 0.5 to 0.4; expected a range within [0, 1]");
        assertThatThrownBy(() -> new KeepRule.PassRate(Double.NaN, 1)).hasMessageContaining("from NaN");
    }

    private static boolean kept(KeepRule rule, String sampled) {
        return !sample(rule, sampled.length(), List.of("t"), key -> letter(key, sampled, 'F'))
                .kept()
                .isEmpty();
    }

    @Test
    void keepsEveryAnswerAndCountsThem() {
        FailureBatch batch = sample(new KeepRule.AnyFailed(), 4, List.of("a", "b", "c"), key -> switch (key.task()) {
            case "a" -> letter(key, "FPUV", 'F');
            case "b" -> letter(key, "PPRR", 'F');
            default -> letter(key, "FFFP", 'F');
        });

        assertThat(batch.attempts()).extracting(TaskAttempts::task).containsExactly("a", "b", "c");
        assertThat(batch.kept()).extracting(TaskAttempts::task).containsExactly("a", "c");
        assertThat(batch.attempts().get(0).sampled().get(2).answer())
                .as("cut at the limit of tokens")
                .contains(new Completion("I go on and on and on and", true));
        assertThat(batch.counts()).isEqualTo(new FailureCounts(3, 2, new VerdictCounts(4, 4, 3, 1), 2));
        assertThat(batch.counts().plus(FailureCounts.NONE)).isEqualTo(batch.counts());
        assertThat(batch.attempts().get(0).failures()).containsExactly(Completion.whole("<answer>3+5+7</answer>"));
    }

    @Test
    void theGreedyAnswerIsTheSamplesWithoutChance() {
        try (ScriptedPolicy policy = Scripts.policy(key -> 'F')) {
            FailureConfig config = new FailureConfig(Scripts.PROMPTS, ANSWER, 0, new KeepRule.GreedyFailed());
            FailureBatch batch = new FailureSampling(policy, config, 5).run("set", List.of(Scripts.task("a")));

            CompletionRequest asked = policy.asked().get(0);
            assertThat(policy.asked()).hasSize(1);
            assertThat(asked.key()).isEqualTo(new SampleKey(5, "set/greedy", "a", 0));
            assertThat(asked.sampling()).isEqualTo(new Sampling(0, 0, 1, 0, 1.2));
            assertThat(asked.maxTokens()).isEqualTo(ANSWER.maxTokens());
            assertThat(asked.stopStrings()).isEqualTo(ANSWER.stopStrings());
            assertThat(batch.kept()).hasSize(1);
            assertThat(new FailureChoice(1).of(batch.kept().get(0), 3)).isPresent();
        }
        assertThatThrownBy(() -> new FailureConfig(Scripts.PROMPTS, ANSWER, 0, new KeepRule.AnyFailed()))
                .hasMessage("samples is not positive: 0");
        TaskAttempts withoutGreedy = attempts("a", "F");
        assertThatThrownBy(() -> new KeepRule.GreedyFailed().keeps(withoutGreedy))
                .hasMessage("no greedy answer to task a was written");
    }

    /** Neither the batch that a task is in nor the order in which completions finish matters. */
    @Test
    void batchesDoNotMatter() {
        List<String> ids = IntStream.range(0, 12).mapToObj(i -> "task-" + i).toList();
        FailureBatch whole = sample(new KeepRule.GreedyFailed(), 5, ids, FailureSamplingTest::byKey);
        List<String> inParts = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += 5) {
            List<String> part = ids.subList(from, Math.min(ids.size(), from + 5));
            sample(new KeepRule.GreedyFailed(), 5, part, FailureSamplingTest::byKey)
                    .attempts()
                    .forEach(task -> inParts.add(described(task)));
        }
        assertThat(inParts)
                .isEqualTo(whole.attempts().stream()
                        .map(FailureSamplingTest::described)
                        .toList());
        assertThat(String.join("", inParts)).contains("P", "F", "U", "V", "R");
    }

    @Test
    void epochsGoThroughAllFailures() {
        TaskAttempts attempts = attempts("a", "FUFPFVFF");
        Set<List<String>> orders = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            FailureChoice choice = new FailureChoice(seed);
            List<String> seen = IntStream.range(0, 10)
                    .mapToObj(epoch -> choice.of(attempts, epoch).orElseThrow().text())
                    .toList();
            assertThat(seen.subList(0, 5)).containsExactlyInAnyOrder("F0", "F2", "F4", "F6", "F7");
            assertThat(seen.subList(5, 10)).isEqualTo(seen.subList(0, 5));
            assertThat(new FailureChoice(seed).of(attempts, 3).orElseThrow().text())
                    .isEqualTo(seen.get(3));
            orders.add(seen);
        }
        assertThat(orders).as("by seed").hasSizeGreaterThan(15);
        Set<String> firsts = new HashSet<>();
        for (int task = 0; task < 40; task++) {
            firsts.add(new FailureChoice(1)
                    .of(attempts("task-" + task, "FUFPFVFF"), 0)
                    .orElseThrow()
                    .text());
        }
        assertThat(firsts).as("by task").hasSize(5);
        assertThat(new FailureChoice(1).of(attempts("a", "PUV"), 0)).isEmpty();
        assertThatThrownBy(() -> new FailureChoice(1).of(attempts, -1)).hasMessage("epoch is negative: -1");
    }

    /** As read back from where they were stored. */
    private static TaskAttempts attempts(String task, String letters) {
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            Verdict verdict = Scripts.task(task).judge(new Completion(Scripts.text(letter), letter == 'U'));
            attempts.add(new Attempt.Given(Completion.whole(letter + Integer.toString(i)), verdict));
        }
        return new TaskAttempts(task, attempts, Optional.empty());
    }

    private static String described(TaskAttempts attempts) {
        return attempts.task() + Scripts.letters(attempts.all());
    }

    private static char byKey(SampleKey key) {
        return "FFPUVR".charAt(Math.floorMod(key.toString().hashCode(), 6));
    }

    private static char letter(SampleKey key, String sampled, char greedy) {
        return key.stage().endsWith("greedy") ? greedy : sampled.charAt(key.sample());
    }

    private static FailureBatch sample(
            KeepRule rule, int samples, List<String> tasks, Function<SampleKey, Character> letters) {
        try (ScriptedPolicy policy = Scripts.policy(letters).shuffling(samples + tasks.size())) {
            FailureConfig config = new FailureConfig(Scripts.PROMPTS, ANSWER, samples, rule);
            return new FailureSampling(policy, config, 5)
                    .run("set", tasks.stream().map(Scripts::task).toList());
        }
    }
}
