package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.dataset.DatasetIngestion;
import dev.r3.activities.dataset.DatasetProfile;
import dev.r3.activities.dataset.DatasetRequest;
import dev.r3.activities.dataset.Requirements;
import dev.r3.activities.dataset.Split;
import dev.r3.activities.failure.DataFailure;
import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.workflows.contract.Heartbeat;
import dev.r3.workflows.contract.StageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code r3 data ingest}: what the dataset stage makes of a file, without any server. */
@Command(
        name = "ingest",
        description = "Reads, proves and splits a data set; prints its profile.",
        footer = {"", "DIR gets train.parquet, validation.parquet, test.parquet, rejects.jsonl and profile.json."})
final class DataIngestCommand implements Runnable {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    @Parameters(paramLabel = "FILE", description = "Parquet, JSON, JSONL or CSV (also .gz).")
    private Path file = Path.of("");

    @Option(names = "--task", required = true, paramLabel = "FAMILY", description = "Task family, e.g. countdown.")
    private String task = "";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
    private Path out = Path.of("");

    @Option(names = "--config", paramLabel = "KEY=VALUE", description = "An option of the verifier; may be repeated.")
    private Map<String, String> config = new TreeMap<>();

    @Option(
            names = "--column",
            paramLabel = "NAME=COLUMN",
            description = "The file's column for a column of the family; may be repeated.")
    private Map<String, String> columns = new TreeMap<>();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0", description = "Most rows to read; 0 reads all.")
    private long limit;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "0", description = "Seed of the split.")
    private long seed;

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            description = "Share of validation tasks (default: ${DEFAULT-VALUE}).")
    private double validation;

    @Option(
            names = "--test",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "Share of test tasks (default: ${DEFAULT-VALUE}).")
    private double test;

    @Option(
            names = "--rejected",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "Most rows that may be rejected (default: ${DEFAULT-VALUE}).")
    private double rejected;

    @Option(names = "--json", description = "Print the profile as JSON.")
    private boolean json;

    @Override
    public void run() {
        DatasetProfile profile = ingest(Families.named(task));
        if (json) {
            Terminal.result(JSON.valueToTree(profile).toPrettyString());
        } else {
            DatasetProfileTable.print(JSON.valueToTree(profile));
        }
    }

    private <T extends Task> DatasetProfile ingest(TaskFamily<T> family) {
        try (ProgressLines progress = ProgressLines.start()) {
            Options options = Families.options(family.options(), config);
            DatasetRequest<T> request = new DatasetRequest<>(
                    file, family, options, columns, limit, split(), new Requirements(1, 1, rejected));
            Files.createDirectories(out);
            return DatasetIngestion.ingest(
                    request,
                    out,
                    (read, total) -> progress.show(new Heartbeat(StageKind.DATASET, "rows", read, total)));
        } catch (InvalidOptionException e) {
            throw UserError.usage(e);
        } catch (DataFailure e) {
            throw UserError.failed(e);
        } catch (IOException e) {
            throw UserError.failed("cannot write to %s: %s".formatted(out, e.getMessage()));
        }
    }

    private Split split() {
        try {
            return new Split(seed, validation, test);
        } catch (IllegalArgumentException e) {
            throw UserError.usage("--validation and --test: " + e.getMessage());
        }
    }
}
