package dev.r3.infra.cli;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.Sampling;
import dev.r3.model.generate.GenerationLimits;
import dev.r3.model.policy.LocalPolicy;
import dev.r3.model.policy.TemplateSettings;
import dev.r3.model.tokenizer.ChatTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code r3 model chat}: a talk with a checkpoint. */
@Command(
        name = "chat",
        description = "Talks with a checkpoint: each line of standard input is a message.",
        footer = {
            "",
            "/reset starts a new conversation; /exit ends, as the end of input does. The exit code is 1 if a message",
            "could not be answered."
        })
final class ModelChatCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The checkpoint's folder.")
    private Path folder = Path.of("");

    @Option(names = "--system", paramLabel = "TEXT", description = "What the conversation begins with.")
    private Optional<String> system = Optional.empty();

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "0.7",
            description = "0 takes the best token each time (default: ${DEFAULT-VALUE}).")
    private double temperature;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            defaultValue = "1",
            description = "Only the fewest best tokens of this probability (default: ${DEFAULT-VALUE}, all).")
    private double topP;

    @Option(
            names = "--top-k",
            paramLabel = "K",
            defaultValue = "0",
            description = "Only so many best tokens (default: ${DEFAULT-VALUE}, all).")
    private int topK;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            defaultValue = "512",
            description = "The longest answer (default: ${DEFAULT-VALUE}); less where the context ends.")
    private int maxTokens;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "0", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Override
    public Integer call() {
        Sampling sampling = sampling();
        if (maxTokens < 1) {
            throw UserError.usage("--max-tokens is %d; expected 1 or more".formatted(maxTokens));
        }
        return ModelFolder.read(folder, opened -> chat(opened, sampling)).code();
    }

    private Sampling sampling() {
        try {
            return new Sampling(temperature, topK, topP, 0, 1);
        } catch (IllegalArgumentException e) {
            throw UserError.usage(e);
        }
    }

    private ExitCode chat(Path opened, Sampling sampling) throws IOException {
        compute.applyThreads();
        try (ChatTokenizer tokenizer = ChatTokenizer.open(opened);
                Checkpoint checkpoint = Checkpoint.open(opened)) {
            if (!tokenizer.hasTemplate()) {
                throw UserError.usage(
                        "%s has no chat template, so nobody can talk with it; is it a base model?".formatted(opened));
            }
            try (Decoder decoder = Decoder.load(checkpoint, compute.precision());
                    LocalPolicy policy = new LocalPolicy(
                            tokenizer,
                            decoder,
                            new GenerationLimits(
                                    1, Math.max(2, checkpoint.config().maxPositions())),
                            new TemplateSettings(Map.of(), Optional.of(LocalDateTime.now(ZoneId.systemDefault()))))) {
                return new ChatSession(policy, system, sampling, maxTokens, seed).run(System.in);
            }
        }
    }
}
