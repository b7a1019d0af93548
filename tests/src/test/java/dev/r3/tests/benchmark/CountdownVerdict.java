package dev.r3.tests.benchmark;

import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.GuardedVerifier;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.verifiers.countdown.CountdownTask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Countdown verdicts a second on one thread, over answers as a small model writes them: more than half of them fail. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Threads(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
public class CountdownVerdict {

    private static final String THINKING = """
            <think>I need to make 24 out of 3, 8, 8 and 3. First I try 8 * 3 = 24, that leaves 8 and 3, and 8 - 3 = 5, \
            so 24 - 5 = 19 is too small. Next I try fractions: 8 / 3 is a bit less than 3, so 3 - 8 / 3 is one third, \
            and dividing 8 by one third gives 24. That uses each of the numbers once, so I am done.</think>
            """;

    private static final List<String> ANSWERS = List.of(
            "<answer>8 / (3 - 8 / 3)</answer>",
            "<answer> (8 + 8) + (3 + 3) + 2 </answer>",
            "<answer>8 * 3 * (8 - 3 - 4)</answer>",
            "<answer>8 * 3 - 8 + 3</answer>",
            "<answer>(8 × 3) ÷ (8 − 3) = 24</answer>",
            "<answer>8 * 3 = 24 so the answer is 24</answer>",
            "<answer>\n8 / (3 - (8 / 3)) = 24\n</answer>",
            "<answer>(3 * 8) + (8 * 0) - 3",
            "<answer>-(8) / ((8 / 3) - 3)</answer>",
            "<answer>8/(3-8/3)</answer>",
            "The answer is 24.",
            "<answer>8 ÷ (3 − 8 ÷ 3) = 24</answer>");

    private final CountdownTask task = new CountdownTask(24, List.of(3L, 3L, 8L, 8L), Optional.empty());
    private final List<Completion> completions =
            ANSWERS.stream().map(answer -> Completion.whole(THINKING + answer)).toList();
    private final Verifier<CountdownTask> verifier = verifier();

    /** Judges each of the answers once. */
    @Benchmark
    @OperationsPerInvocation(12)
    public void judge(Blackhole hole) {
        for (Completion completion : completions) {
            Verdict verdict = verifier.verify(task, completion);
            hole.consume(verdict);
        }
    }

    private static Verifier<CountdownTask> verifier() {
        CountdownFamily family = new CountdownFamily();
        return new GuardedVerifier<>(family.verifier(Options.of(family.options(), Map.of())));
    }
}
