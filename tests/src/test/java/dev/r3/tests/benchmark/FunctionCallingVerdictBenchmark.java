package dev.r3.tests.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.GuardedVerifier;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskGenerator;
import dev.r3.verifiers.api.Verifier;
import dev.r3.verifiers.functioncalling.FunctionCallingFamily;
import dev.r3.verifiers.functioncalling.FunctionCallingTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Function-calling verdicts a second on one thread: generated tasks of one or two calls that offer three to five tools,
 * with answers of some 200 to 400 characters, a third of them wrong in a parameter.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Threads(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FunctionCallingVerdictBenchmark {

    private static final int TASKS = 500;
    private static final String SENTENCE =
            "To answer this request I look at what the user asks for and call the tool that fits.\n";

    @Param({"exact", "typed", "bfcl"})
    public String policy = "typed";

    private final FunctionCallingFamily family = new FunctionCallingFamily();
    private final List<FunctionCallingTask> tasks = tasks();
    private final List<Completion> completions = completions();

    /** Judges each of the answers once. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void judge(Blackhole hole) {
        Verifier<FunctionCallingTask> verifier = verifier(policy);
        for (int i = 0; i < TASKS; i++) {
            hole.consume(verifier.verify(tasks.get(i), completions.get(i)));
        }
    }

    private Verifier<FunctionCallingTask> verifier(String name) {
        return new GuardedVerifier<>(family.verifier(Options.of(family.options(), Map.of("policy", name))));
    }

    private List<FunctionCallingTask> tasks() {
        TaskGenerator generator = family.generator().orElseThrow();
        Options options = Options.of(generator.options(), Map.of("calls", "1-2"));
        List<FunctionCallingTask> tasks = new ArrayList<>();
        for (ObjectNode row : generator.generate(1, options).limit(TASKS).toList()) {
            try {
                tasks.add(family.readTask(row));
            } catch (InvalidTaskException e) {
                throw new IllegalStateException("a generated row is no task", e);
            }
        }
        return tasks;
    }

    private List<Completion> completions() {
        Verifier<FunctionCallingTask> verifier = verifier("typed");
        List<Completion> completions = new ArrayList<>();
        for (FunctionCallingTask task : tasks) {
            String gold = verifier.goldAnswer(task).orElseThrow();
            String answer = completions.size() % 3 == 0
                    ? gold.replaceFirst("\"arguments\":\\{", "\"arguments\":{\"not_a_parameter\":1,")
                    : gold;
            completions.add(Completion.whole(SENTENCE + answer));
        }
        return completions;
    }
}
