package dev.r3.infra.cli;

import static dev.r3.infra.cli.BenchmarkFigures.rounded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.benchmark.BenchmarkShape;
import dev.r3.model.benchmark.GenerateBenchmark;
import dev.r3.model.benchmark.GenerateBenchmark.Sharing;
import dev.r3.model.benchmark.GenerateResult;
import dev.r3.model.benchmark.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code r3 bench generate}: tokens a second. */
@Command(
        name = "generate",
        description = "Writes groups of completions with a model of random weights.",
        footer = {
            "",
            "Sampling at temperature 1; every completion has all its tokens. Run it on an idle machine: 'load_average'",
            "and the roofline, measured right after, tell how idle it was."
        })
final class BenchGenerateCommand implements Runnable {

    @Mixin
    private BenchmarkOptions options = new BenchmarkOptions();

    @Option(
            names = "--prompts",
            paramLabel = "N",
            defaultValue = "8",
            description = "Different prompts (default: ${DEFAULT-VALUE}).")
    private int prompts;

    @Option(
            names = "--group",
            paramLabel = "G",
            defaultValue = "8",
            description = "Completions of each prompt (default: ${DEFAULT-VALUE}).")
    private int group;

    @Option(
            names = "--prompt-length",
            paramLabel = "N",
            defaultValue = "64",
            description = "Tokens of a prompt (default: ${DEFAULT-VALUE}).")
    private int promptLength;

    @Option(
            names = "--new",
            paramLabel = "N",
            defaultValue = "64",
            description = "Tokens of a completion (default: ${DEFAULT-VALUE}).")
    private int newTokens;

    @Option(names = "--no-sharing", description = "Compute a prompt for each of its completions.")
    private boolean separate;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "5",
            description = "Timed runs, after one that is not (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Override
    public void run() {
        GenerateBenchmark benchmark = benchmark();
        compute.applyThreads();
        Machine machine = Machine.now();
        options.print("generate", document(benchmark, benchmark.run(), machine));
    }

    private GenerateBenchmark benchmark() {
        BenchmarkShape known = options.shape();
        long length = (long) promptLength + newTokens;
        if (length > known.config().maxPositions()) {
            throw UserError.usage("--prompt-length and --new are %d tokens together; expected at most %d"
                    .formatted(length, known.config().maxPositions()));
        }
        try {
            return new GenerateBenchmark(
                    known,
                    compute.precision(),
                    prompts,
                    group,
                    promptLength,
                    newTokens,
                    separate ? Sharing.SEPARATE : Sharing.SHARED,
                    steps);
        } catch (IllegalArgumentException e) {
            throw UserError.usage(e);
        }
    }

    private static ObjectNode document(GenerateBenchmark benchmark, GenerateResult result, Machine machine) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("shape", benchmark.shape().label())
                .put("params", result.parameters().all())
                .put("prompts", benchmark.prompts())
                .put("group", benchmark.group())
                .put("prompt_length", benchmark.promptLength())
                .put("new_tokens", benchmark.newTokens())
                .put("threads", machine.threads())
                .put("precision", PrecisionOption.name(benchmark.precision()))
                .put("sharing", benchmark.sharing() == Sharing.SHARED)
                .put("steps", benchmark.repetitions())
                .put("seconds_median", rounded(result.medianSeconds()))
                .put("seconds_best", rounded(result.bestSeconds()))
                .put("tokens_per_second", rounded(result.tokensPerSecond()))
                .put("tokens_per_second_best", rounded(result.tokens() / result.bestSeconds()))
                .put("prefilled_tokens", result.prefilled())
                .put("decoded_tokens", result.decoded())
                .put("decoding_steps", result.steps());
        BenchmarkFigures.addPeakMemory(node, result.peakMemory());
        node.put("gemm_fp32_gflops", rounded(result.roofline().float32()))
                .put("gemm_bf16_gflops", rounded(result.roofline().bfloat16()))
                .put("copy_gb_per_second", rounded(result.roofline().copy()))
                .put("share_of_compute", rounded(result.shareOfCompute()))
                .put("share_of_bandwidth", rounded(result.shareOfBandwidth()));
        BenchmarkFigures.addMachine(node, machine);
        return node;
    }
}
