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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Milliseconds for a verdict on the longest answer that is read, 16 Mi characters of the kinds that take longest. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Threads(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LongAnswerBenchmark {

    private static final int LENGTH = 1 << 24;

    @Param({"<", ">", "/answer>", "<answer>", "</answer>", "<answer>1+2</answer>", "−"})
    public String part = "<";

    private final CountdownTask task = new CountdownTask(24, List.of(3L, 3L, 8L, 8L), Optional.empty());
    private final Verifier<CountdownTask> verifier = verifier();
    private Completion completion = Completion.whole("");

    @Setup
    public void repeat() {
        completion = Completion.whole(part.repeat(LENGTH / part.length()));
    }

    @Benchmark
    public Verdict judge() {
        return verifier.verify(task, completion);
    }

    private static Verifier<CountdownTask> verifier() {
        CountdownFamily family = new CountdownFamily();
        return new GuardedVerifier<>(family.verifier(Options.of(family.options(), Map.of())));
    }
}
