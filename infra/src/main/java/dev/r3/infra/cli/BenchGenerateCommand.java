package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.benchmark.BenchmarkShape;
import dev.r3.model.benchmark.GenerateBenchmark;
import dev.r3.model.benchmark.GenerateBenchmark.Sharing;
import dev.r3.model.benchmark.GenerateResult;
import dev.r3.model.benchmark.Machine;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.Collectors;
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

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            defaultValue = "tiny-1M",
            description = "tiny-1M, tiny-10M or qwen2.5-0.5b (default: ${DEFAULT-VALUE}).")
    private String shape = "";

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

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Override
    public void run() {
        GenerateBenchmark benchmark = benchmark();
        compute.applyThreads();
        Machine machine = Machine.now();
        ObjectNode document = document(benchmark, benchmark.run(), machine);
        if (json) {
            Terminal.result(document.toPrettyString());
            return;
        }
        Table table = Table.withHeader("benchmark", "generate");
        document.properties()
                .forEach(entry -> table.row(
                        entry.getKey().replace('_', ' '),
                        entry.getValue().isArray()
                                ? entry.getValue().toString()
                                : entry.getValue().asText()));
        table.print();
    }

    private GenerateBenchmark benchmark() {
        BenchmarkShape known = BenchmarkShape.of(shape)
                .orElseThrow(() -> UserError.usage("--shape is '%s'; expected %s"
                        .formatted(
                                shape,
                                BenchmarkShape.ALL.stream()
                                        .map(BenchmarkShape::label)
                                        .collect(Collectors.joining(", ")))));
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
        if (result.peakMemory().isPresent()) {
            node.put("peak_memory_mb", result.peakMemory().getAsLong() / 1_000_000);
        } else {
            node.putNull("peak_memory_mb");
        }
        node.put("gemm_fp32_gflops", rounded(result.roofline().float32()))
                .put("gemm_bf16_gflops", rounded(result.roofline().bfloat16()))
                .put("copy_gb_per_second", rounded(result.roofline().copy()))
                .put("share_of_compute", rounded(result.shareOfCompute()))
                .put("share_of_bandwidth", rounded(result.shareOfBandwidth()))
                .put("cpu", machine.processor())
                .put("cores", machine.cores())
                .put("java", machine.java())
                .put("torch", machine.torch());
        machine.loadAverage().forEach(node.putArray("load_average")::add);
        return node;
    }

    /** Four digits are more than a shared machine gives. */
    private static BigDecimal rounded(double value) {
        return new BigDecimal(value).round(new MathContext(4));
    }
}
