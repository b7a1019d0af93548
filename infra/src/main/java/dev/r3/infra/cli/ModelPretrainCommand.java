package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.FileFailures;
import dev.r3.infra.pretrain.PretrainRequest;
import dev.r3.infra.spec.SpecException;
import dev.r3.model.benchmark.Machine;
import dev.r3.model.checkpoint.StrictJson;
import dev.r3.model.pretrain.ForeignWorkException;
import dev.r3.model.pretrain.PretrainResult;
import dev.r3.model.pretrain.Pretraining;
import dev.r3.model.snapshot.StoreInUseException;
import dev.r3.model.train.GateException;
import dev.r3.verifiers.api.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code r3 model pretrain}: a small model from nothing. */
@Command(
        name = "pretrain",
        description =
                "Makes a small Countdown model: corpus, tokenizer, training. The result is a Hugging Face folder.",
        footer = {
            "",
            "Ctrl-C stops; the same command goes on where it was. What is unfinished lies in OUT.work, where",
            "learning-curve.csv shows the course; the finished folder holds it, too, and r3-pretrain.json with the spec."
        })
final class ModelPretrainCommand implements Runnable {
    private static final String RECORD = "r3-pretrain.json";

    @Parameters(paramLabel = "FILE", description = "The model's spec (YAML).")
    private Path file = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", description = "The model's folder (default: models/NAME).")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public void run() {
        PretrainRequest request = request();
        Path folder = out.orElseGet(() -> Path.of("models", request.spec().name()))
                .toAbsolutePath()
                .normalize();
        if (Files.exists(folder)) {
            print(folder, finished(folder, request));
            return;
        }
        threads.apply();
        Path work = folder.resolveSibling(folder.getFileName() + ".work");
        Terminal.notice("%s: work in %s".formatted(request.spec().name(), work));
        print(folder, made(request, work, folder));
    }

    private PretrainRequest request() {
        try {
            return PretrainRequest.read(file);
        } catch (SpecException e) {
            throw UserError.usage(e);
        }
    }

    /** The record of a model that is there already. */
    private static JsonNode finished(Path folder, PretrainRequest request) {
        Path record = folder.resolve(RECORD);
        JsonNode found = Files.exists(record) ? StrictJson.read(record) : JsonNodeFactory.instance.objectNode();
        if (!found.path("digest").asText().equals(request.plan().digest())) {
            throw UserError.usage(
                    "%s exists and is not this spec's model; remove it, or choose another --out".formatted(folder));
        }
        Terminal.notice(folder + " is this spec's model; nothing is left to do");
        return found;
    }

    private static JsonNode made(PretrainRequest request, Path work, Path folder) {
        try (TrainingProgress progress =
                new TrainingProgress(request.plan().training().updatesPerSnapshot())) {
            Machine machine = Machine.now();
            Pretraining pretraining = new Pretraining(request.plan(), request.heldOut(), work, progress);
            PretrainResult result = pretraining.run(machine.environment());
            JsonNode record = record(request, result, machine);
            Files.write(work.resolve("model").resolve(RECORD), StrictJson.writeIndented(record));
            Files.move(work.resolve("model"), folder, StandardCopyOption.ATOMIC_MOVE);
            return record;
        } catch (ForeignWorkException | InvalidOptionException e) {
            throw UserError.usage(e);
        } catch (StoreInUseException e) {
            throw UserError.failed("another r3 makes this model: " + e.getMessage());
        } catch (GateException e) {
            throw UserError.failed(e);
        } catch (IOException e) {
            throw UserError.failed("cannot write to %s: %s".formatted(work, FileFailures.explain(e)));
        }
    }

    private static ObjectNode record(PretrainRequest request, PretrainResult result, Machine machine) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("digest", request.plan().digest())
                .put("commit", SourceCommit.current().orElse(""))
                .put("parameters", result.parameters())
                .put("vocabulary", result.vocabulary())
                .put("documents", result.documents())
                .put("held_out_tasks", request.heldOut().size())
                .put("corpus_sha256", result.corpusDigest())
                .put("updates", result.updates())
                .put("tokens", result.tokens())
                .put("loss", result.loss())
                .put("seconds", result.seconds())
                .put("processor", machine.processor())
                .put("threads", machine.threads())
                .put("java", machine.java())
                .put("torch", machine.torch());
        node.set("spec", request.resolved());
        return node;
    }

    private void print(Path folder, JsonNode record) {
        if (json) {
            Terminal.result(record.toPrettyString());
            return;
        }
        Table table = Table.withHeader("model", folder.toString());
        record.properties().stream()
                .filter(entry -> entry.getValue().isValueNode())
                .forEach(entry -> table.row(
                        entry.getKey().replace('_', ' '), entry.getValue().asText()));
        table.print();
    }
}
