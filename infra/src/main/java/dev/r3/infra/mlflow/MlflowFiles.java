package dev.r3.infra.mlflow;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files beside runs. */
final class MlflowFiles {

    /** What the server keeps behind its own proxy; any other scheme is a store that only the server reaches. */
    private static final String PROXIED = "mlflow-artifacts:";

    private final MlflowRest rest;

    MlflowFiles(MlflowRest rest) {
        this.rest = rest;
    }

    /** Stores a text file beside a run; replaces what stood there. */
    void put(StandingRun run, String path, String text) {
        if (run.artifacts().startsWith(PROXIED)) {
            String folder = proxiedFolder(run.artifacts().substring(PROXIED.length()));
            rest.upload("PUT", "/api/2.0/mlflow-artifacts/artifacts/" + encoded(folder + "/" + path), text)
                    .orFail();
        } else {
            // The proxy would take the file, but not put it where the run's files are looked for.
            String query = "?run_uuid=%s&path=%s".formatted(run.id(), MlflowRest.encoded(path));
            rest.upload("POST", "/ajax-api/2.0/mlflow/upload-artifact" + query, text)
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
