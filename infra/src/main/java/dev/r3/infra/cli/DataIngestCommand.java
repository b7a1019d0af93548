package dev.r3.infra.cli;

import dev.r3.activities.dataset.ColumnMapping;
import dev.r3.activities.dataset.DataFormat;
import dev.r3.activities.dataset.DatasetIngestion;
import dev.r3.activities.dataset.DatasetProfile;
import dev.r3.activities.dataset.DatasetRequest;
import dev.r3.activities.dataset.ProfileFile;
import dev.r3.activities.dataset.Proof;
import dev.r3.activities.dataset.Share;
import dev.r3.activities.dataset.Split;
import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failure.DataFailure;
import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.workflows.contract.Heartbeat;
import dev.r3.workflows.contract.StageKind;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
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

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "Seed of the split (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            converter = ShareOption.class,
            description = "Share of validation tasks (default: ${DEFAULT-VALUE}).")
    private Share validation = Share.NONE;

    @Option(
            names = "--test",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            converter = ShareOption.class,
            description = "Share of test tasks (default: ${DEFAULT-VALUE}).")
    private Share test = Share.NONE;

    @Option(
            names = "--rejected",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            converter = ShareOption.class,
            description = "Most rows that may be rejected, as a share (default: ${DEFAULT-VALUE}).")
    private Share rejected = Share.NONE;

    @Option(names = "--json", description = "Print the profile as JSON.")
    private boolean json;

    @Override
    public void run() {
        InputFile.require(file, "a data file: Parquet, JSON, JSONL or CSV (also .gz)");
        if (limit < 0) {
            throw UserError.usage("--limit is %d; expected 0 or more".formatted(limit));
        }
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw UserError.usage("--out is '%s', which is no folder; expected one to write to".formatted(out));
        }
        DatasetProfile profile = ingest(Families.named(task));
        if (json) {
            Terminal.result(ProfileFile.json(profile).strip());
        } else {
            DatasetProfileTable.print(ProfileFile.tree(profile));
        }
    }

    private <T extends Task> DatasetProfile ingest(TaskFamily<T> family) {
        try (ProgressLines progress = ProgressLines.start()) {
            Options options = Families.options(family.options(), config);
            return DatasetIngestion.ingest(
                    request(family, options),
                    out,
                    (read, total) ->
                            progress.show(Heartbeat.ofStage(StageKind.DATASET.label(), "rows", read, total.orElse(0))));
        } catch (InvalidOptionException e) {
            throw UserError.usage(e);
        } catch (DataFailure e) {
            throw UserError.failed(e);
        } catch (ConfigFailure e) {
            throw UserError.usage(e);
        } catch (UncheckedIOException e) {
            throw UserError.failed(e);
        }
    }

    private <T extends Task> DatasetRequest<T> request(TaskFamily<T> family, Options options) {
        try {
            return new DatasetRequest<>(
                    file,
                    DataFormat.ofFileName(file.getFileName().toString()),
                    family,
                    options,
                    new ColumnMapping(columns),
                    new Split(seed, validation, test),
                    limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit),
                    new Proof(Share.ALL, Share.ALL, rejected));
        } catch (IllegalArgumentException | DataFailure e) {
            throw UserError.usage(e);
        }
    }
}
