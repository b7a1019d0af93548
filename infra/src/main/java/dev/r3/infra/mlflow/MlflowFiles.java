package dev.r3.infra.mlflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.RunRecord.RunFile;
import dev.r3.activities.port.RunRecord.StoredFile;
import dev.r3.activities.port.RunRecord.TextFile;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files beside runs. */
final class MlflowFiles {

    /** What the server keeps behind its own proxy; any other scheme is a store that only the server reaches. */
    private static final String PROXIED = "mlflow-artifacts:";

    /** Begins the tag that says which content of a file the run has. */
    private static final String SENT = "r3.file.";

    private final MlflowRest rest;

    MlflowFiles(MlflowRest rest) {
        this.rest = rest;
    }

    /** Stores a file beside a run; replaces what stood there. A stored file that the run has already is not sent again. */
    void put(StandingRun run, RunFile file) {
        if (file instanceof TextFile text) {
            put(
                    run,
                    file.path(),
                    BodyPublishers.ofString(text.text()),
                    text.text().length());
        } else if (file instanceof StoredFile stored) {
            putOnce(run, stored);
        }
    }

    private void putOnce(StandingRun run, StoredFile file) {
        String tag = SENT + file.path();
        if (file.sha256().hex().equals(run.tags().get(tag))) {
            return;
        }
        Path local = file.fetched().get();
        try {
            put(run, file.path(), BodyPublishers.ofFile(local), Files.size(local));
        } catch (IOException e) {
            throw new StorageFailure("cannot read %s: %s".formatted(local, FileFailures.explain(e)), e);
        }
        rest.post(
                        "runs/set-tag",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("run_id", run.id())
                                .put("key", tag)
                                .put("value", file.sha256().hex()))
                .orFail();
    }

    private void put(StandingRun run, String path, BodyPublisher body, long size) {
        if (run.artifacts().startsWith(PROXIED)) {
            String folder = proxiedFolder(run.artifacts().substring(PROXIED.length()));
            rest.upload("PUT", "/api/2.0/mlflow-artifacts/artifacts/" + encoded(folder + "/" + path), body, size)
                    .orFail();
        } else {
            // The proxy would take the file, but not put it where the run's files are looked for.
            String query = "?run_uuid=%s&path=%s".formatted(run.id(), MlflowRest.encoded(path));
            rest.upload("POST", "/ajax-api/2.0/mlflow/upload-artifact" + query, body, size)
                    .orFail();
        }
    }

    /** From {@code //host:port/1/run/artifacts} or {@code /1/run/artifacts}: the folder alone. */
    private static String proxiedFolder(String place) {
        String path = place.startsWith("//") ? place.substring(Math.max(place.indexOf('/', 2), 2)) : place;
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private static String encoded(String path) {
        return Stream.of(path.split("/", -1)).map(MlflowRest::encoded).collect(Collectors.joining("/"));
    }
}
