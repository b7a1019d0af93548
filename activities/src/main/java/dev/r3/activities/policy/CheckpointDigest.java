package dev.r3.activities.policy;

import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.stage.Sha256;
import dev.r3.workflows.contract.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Names a checkpoint by the content of the files that a model is read from; notes beside them don't count. */
public final class CheckpointDigest {
    private static final Set<String> ENDINGS = Set.of("safetensors", "json", "jinja", "model", "txt");
    private static final Set<String> NOTES = Set.of("r3-pretrain.json", "stage.json");

    private CheckpointDigest() {}

    /**
     * The digest of a folder's files.
     *
     * @throws dev.r3.activities.failure.ConfigFailure if there is no such folder
     */
    public static Digest of(Path folder) {
        LocalModel.requireFolder(folder);
        try {
            StringBuilder all = new StringBuilder();
            for (Path file : files(folder)) {
                all.append(file.getFileName())
                        .append(' ')
                        .append(Sha256.of(file))
                        .append('\n');
            }
            return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StorageFailure("cannot read %s: %s".formatted(folder, FileFailures.explain(e)), e);
        }
    }

    /** The files that count, by name. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(CheckpointDigest::counts).sorted().toList();
        }
    }

    private static boolean counts(Path file) {
        return counts(file.getFileName().toString());
    }

    /** Whether a model is read from a file of this name. */
    static boolean counts(String name) {
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && !NOTES.contains(name);
    }
}
