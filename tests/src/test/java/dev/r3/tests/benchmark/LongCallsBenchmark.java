package dev.r3.tests.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.GuardedVerifier;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskGenerator;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import dev.r3.verifiers.functioncalling.FunctionCallingFamily;
import dev.r3.verifiers.functioncalling.FunctionCallingTask;
import java.util.Map;
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

/** Milliseconds for a verdict on calls: as many characters as are parsed, and 16 Mi, which are searched for calls alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Threads(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class LongCallsBenchmark {

    @Param({"524188", "16777216"})
    public int length = 524_188;

    @Param({
        "[now(),",
        "<tool_call>{\"name\":\"now\",\"arguments\":{}}</tool_call>",
        "{\"name\":\"now\",\"arguments\":{}}\n",
        "[f(a=[0,",
        "```bash\n```\n",
        "<think></think>"
    })
    public String part = "[now(),";

    private final FunctionCallingFamily family = new FunctionCallingFamily();
    private final Verifier<FunctionCallingTask> verifier =
            new GuardedVerifier<>(family.verifier(Options.of(family.options(), Map.of("policy", "bfcl"))));
    private final FunctionCallingTask task = task();
    private Completion completion = Completion.whole("");

    @Setup
    public void repeat() {
        // An opening alone comes once.
        int opening = part.lastIndexOf('[') + 1;
        String begin = part.substring(0, opening);
        String repeated = part.substring(opening);
        completion = Completion.whole(begin + repeated.repeat((length - opening) / repeated.length()));
    }

    @Benchmark
    public Verdict judge() {
        return verifier.verify(task, completion);
    }

    private FunctionCallingTask task() {
        TaskGenerator generator = family.generator().orElseThrow();
        ObjectNode row = generator
                .generate(1, Options.of(generator.options(), Map.of()))
                .findFirst()
                .orElseThrow();
        try {
            return family.readTask(row);
        } catch (InvalidTaskException e) {
            throw new IllegalStateException("a generated row is no task", e);
        }
    }
}
