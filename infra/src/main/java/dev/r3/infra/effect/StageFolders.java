package dev.r3.infra.effect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.verifiers.api.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Results of stages in a folder: each in one of its own, named by a digest of all that the result depends on, which
 * appears when the result is whole. Beside it lies the work of an unfinished stage, to go on from.
 */
final class StageFolders {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RECORD = "stage.json";
    private static final int DIGITS = 12;

    private final Path root;
    private final EffectListener listener;

    StageFolders(Path root, EffectListener listener) {
        this.root = root;
        this.listener = listener;
    }

    /** Computes a stage. */
    @FunctionalInterface
    interface Work {
        /**
         * @param work folder that stays for the next try if this one fails
         * @param result empty folder for what the stage gives
         */
        void into(Path work, Path result);
    }

    /** A stage's result. */
    record Result(Path folder, String digest, double seconds) {}

    /**
     * The result of a stage, computed now if it isn't there yet.
     *
     * @param parameters all that it depends on
     * @throws StorageFailure if a folder can't be written
     */
    Result run(String stage, String unit, JsonNode parameters, Work work) {
        String digest = CanonicalJson.sha256(parameters);
        Path folder = root.resolve(stage + "-" + digest.substring(0, DIGITS));
        try {
            if (Files.exists(folder)) {
                listener.reused(stage, folder);
            } else {
                listener.begins(stage, unit);
                compute(folder, parameters, work);
            }
            JsonNode record = JSON.readTree(folder.resolve(RECORD).toFile());
            return new Result(folder, digest, record.path("seconds").asDouble());
        } catch (IOException e) {
            throw new StorageFailure(
                    "cannot keep stage %s in %s: %s".formatted(stage, root, FileFailures.explain(e)), e);
        }
    }

    private static void compute(Path folder, JsonNode parameters, Work work) throws IOException {
        long start = System.nanoTime();
        Path scratch = folder.resolveSibling(folder.getFileName() + ".work");
        Path result = scratch.resolve("result");
        remove(result);
        Files.createDirectories(result);
        work.into(scratch, result);
        ObjectNode record = JSON.createObjectNode();
        record.put("seconds", (System.nanoTime() - start) / 1e9);
        record.set("parameters", parameters);
        Files.writeString(result.resolve(RECORD), record.toPrettyString());
        Files.move(result, folder, StandardCopyOption.ATOMIC_MOVE);
        remove(scratch);
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
