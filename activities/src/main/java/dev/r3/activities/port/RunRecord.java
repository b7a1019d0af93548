package dev.r3.activities.port;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.Digest;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * All that a tracking server is to know of one run. Times are in milliseconds since 1970.
 *
 * @param parent key of the run that it is a part of
 * @param key tells the run from every other, across retries and servers
 * @param experiment the server's experiment
 * @param changedAt when the run came to its state
 * @param model what the run made; it is registered
 * @param checkpoints models that the run made besides, which nobody is to use in its place
 */
public record RunRecord(
        Optional<String> parent,
        String key,
        String experiment,
        String name,
        State state,
        long startedAt,
        long changedAt,
        SortedMap<String, String> tags,
        SortedMap<String, String> params,
        List<MetricPoint> metrics,
        List<DatasetInput> datasets,
        List<RunFile> files,
        Optional<ModelRecord> model,
        List<ModelRecord> checkpoints) {

    /** How the run stands. */
    public enum State {
        RUNNING,
        FINISHED,
        FAILED,
        /** Its user stopped it. */
        KILLED
    }

    /**
     * A data set that the run uses.
     *
     * @param digest names its content; at most 36 characters
     * @param context what it is used for, e.g. {@code train}
     * @param source its address in the artifact store
     * @param profile a JSON object
     */
    public record DatasetInput(String name, String digest, String context, String source, String profile) {
        public DatasetInput {
            requireNonNull(name, "name is null");
            if (digest.isEmpty() || digest.length() > 36) {
                throw new IllegalArgumentException("digest is not 1 to 36 characters: " + digest);
            }
            requireNonNull(context, "context is null");
            requireNonNull(source, "source is null");
            requireNonNull(profile, "profile is null");
        }
    }

    /**
     * A value of a metric.
     *
     * @param time when it was measured, in milliseconds since 1970: of a point that is delivered again, the same
     */
    public record MetricPoint(String name, long step, double value, long time) {
        public MetricPoint {
            requireNonNull(name, "name is null");
        }
    }

    /** A file that people open beside the run. */
    public sealed interface RunFile permits TextFile, StoredFile {
        /** Relative, with slashes. */
        String path();
    }

    /**
     * A file of the artifact store, of any size.
     *
     * @param sha256 of its content
     * @param fetched fetches it when it is needed: it is on this machine until the record is delivered
     */
    public record StoredFile(String path, Digest sha256, Supplier<Path> fetched) implements RunFile {
        public StoredFile {
            requireNonNull(path, "path is null");
            requireNonNull(sha256, "sha256 is null");
            requireNonNull(fetched, "fetched is null");
        }
    }

    /**
     * A small file.
     *
     * @param path relative, with slashes
     */
    public record TextFile(String path, String text) implements RunFile {
        public TextFile {
            requireNonNull(path, "path is null");
            requireNonNull(text, "text is null");
        }
    }

    public RunRecord {
        requireNonNull(parent, "parent is null");
        requireNonNull(key, "key is null");
        requireNonNull(experiment, "experiment is null");
        requireNonNull(name, "name is null");
        requireNonNull(state, "state is null");
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
        metrics = List.copyOf(metrics);
        datasets = List.copyOf(datasets);
        files = List.copyOf(files);
        requireNonNull(model, "model is null");
        checkpoints = List.copyOf(checkpoints);
    }
}
