package dev.r3.infra.cli;

import static dev.r3.infra.cli.BenchmarkFigures.rounded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.benchmark.BenchmarkShape;
import dev.r3.model.benchmark.Machine;
import dev.r3.model.benchmark.R3StepBenchmark;
import dev.r3.model.benchmark.R3StepResult;
import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.train.GateException;
import dev.r3.model.train.PrefixSharing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code r3 bench r3-step}: seconds a step of the method. */
@Command(
        name = "r3-step",
        description = "Reflects, retries and updates a model of random weights, all lengths forced.",
        footer = {"", "Run it on an idle machine: 'load_average' and the roofline, measured right after, tell how idle."
        })
final class BenchR3StepCommand implements Runnable {

    @Mixin
    private BenchmarkOptions options = new BenchmarkOptions();

    @Option(
            names = "--failures",
            paramLabel = "N",
            defaultValue = "8",
            description = "Prompts (default: ${DEFAULT-VALUE}).")
    private int failures;

    @Option(
            names = "--group",
            paramLabel = "G",
            defaultValue = "8",
            description = "Reflections on each (default: ${DEFAULT-VALUE}).")
    private int group;

    @Option(
            names = "--prompt",
            paramLabel = "N",
            defaultValue = "192",
            description = "Tokens of task, failed answer and reflection request (default: ${DEFAULT-VALUE}).")
    private int prompt;

    @Option(
            names = "--reflection",
            paramLabel = "N",
            defaultValue = "64",
            description = "Tokens of a reflection (default: ${DEFAULT-VALUE}).")
    private int reflection;

    @Option(
            names = "--retry-request",
            paramLabel = "N",
            defaultValue = "16",
            description = "Tokens that ask for the retry (default: ${DEFAULT-VALUE}).")
    private int retryRequest;

    @Option(
            names = "--retry",
            paramLabel = "N",
            defaultValue = "32",
            description = "Tokens of a retry (default: ${DEFAULT-VALUE}).")
    private int retry;

    @Option(names = "--no-prefix-sharing", description = "Put a prompt through the update once for each reflection.")
    private boolean separate;

    @Option(names = "--gradient-checkpointing", description = "Compute layers again in the backward pass.")
    private boolean recomputed;

    @Option(
            names = "--micro-batch-tokens",
            paramLabel = "N",
            defaultValue = "4096",
            description = "Tokens of an update that are computed at once (default: ${DEFAULT-VALUE}).")
    private long microBatchTokens;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "5",
            description = "Timed steps, after one that is not (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Override
    public void run() {
        R3StepBenchmark benchmark = benchmark();
        threads.apply();
        Machine machine = Machine.now();
        options.print("r3-step", document(benchmark, measured(benchmark), machine));
    }

    private static R3StepResult measured(R3StepBenchmark benchmark) {
        try {
            return benchmark.run();
        } catch (GateException e) {
            throw UserError.failed(e);
        }
    }

    private R3StepBenchmark benchmark() {
        BenchmarkShape known = options.shape();
        long length = (long) prompt + reflection + retryRequest + retry;
        if (length > known.config().maxPositions()) {
            throw UserError.usage("an episode has %d tokens; expected at most %d"
                    .formatted(length, known.config().maxPositions()));
        }
        try {
            return new R3StepBenchmark(
                    known,
                    failures,
                    group,
                    prompt,
                    reflection,
                    retryRequest,
                    retry,
                    separate ? PrefixSharing.OFF : PrefixSharing.ON,
                    recomputed ? LayerMemory.RECOMPUTED : LayerMemory.KEPT,
                    microBatchTokens,
                    steps);
        } catch (IllegalArgumentException e) {
            throw UserError.usage(e);
        }
    }

    private static ObjectNode document(R3StepBenchmark benchmark, R3StepResult result, Machine machine) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("shape", benchmark.shape().label())
                .put("params", result.parameters().all())
                .put("failures", benchmark.failures())
                .put("group", benchmark.group())
                .put("prompt", benchmark.promptLength())
                .put("reflection", benchmark.reflection())
                .put("retry_request", benchmark.retryRequest())
                .put("retry", benchmark.retry())
                .put("prefix_sharing", benchmark.sharing() == PrefixSharing.ON)
                .put("gradient_checkpointing", benchmark.layerMemory() == LayerMemory.RECOMPUTED)
                .put("threads", machine.threads())
                .put("steps", benchmark.steps());
        R3StepResult.Step median = result.median();
        node.put("seconds_median", rounded(median.all()))
                .put("seconds_best", rounded(result.best().all()))
                .put("rollout_seconds", rounded(median.rollout()))
                .put("retry_seconds", rounded(median.retry()))
                .put("reference_seconds", rounded(median.update().reference()))
                .put("forward_seconds", rounded(median.update().forward()))
                .put("backward_seconds", rounded(median.update().backward()))
                .put("optimizer_seconds", rounded(median.update().update()))
                .put("mfu_forward_backward", rounded(result.modelFlopsUtilisation(median)));
        BenchmarkFigures.addPeakMemory(node, result.peakMemory());
        node.put("gemm_fp32_gflops", rounded(result.roofline().float32()));
        BenchmarkFigures.addMachine(node, machine);
        return node;
    }
}
