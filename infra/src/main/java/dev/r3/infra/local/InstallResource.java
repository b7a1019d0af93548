package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A list of pinned packages that comes with R3. */
enum InstallResource {
    /** Temporal's program, with a hash for each platform. */
    TEMPORAL("temporal-requirements.txt"),
    /** MLflow and everything it needs, for each version of Python. */
    MLFLOW("mlflow-requirements.txt");

    private final String name;

    InstallResource(String name) {
        this.name = name;
    }

    /** Writes it into a folder and returns the file. */
    Path copyTo(Path folder) throws IOException {
        var file = folder.resolve(name);
        try (var content = requireNonNull(InstallResource.class.getResourceAsStream(name), name)) {
            Files.copy(content, file);
        }
        return file;
    }
}
