package dev.r3.activities.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one ingestion and its scratch folder. Files are written in scratch and moved when all are there, the
 * profile last: a folder with a profile is whole. Closing removes the scratch folder.
 */
final class Workspace implements AutoCloseable {

    static final String REJECTS = "rejects.jsonl";
    private static final String SCRATCH = ".ingesting";

    private final Path folder;
    private final Path scratch;

    private Workspace(Path folder, Path scratch) {
        this.folder = folder;
        this.scratch = scratch;
    }

    /** Makes the folders; removes the scratch folder of an ingestion that was killed here. */
    static Workspace in(Path folder) throws IOException {
        Path scratch = folder.resolve(SCRATCH);
        removeTree(scratch);
        Files.createDirectories(scratch);
        return new Workspace(folder, scratch);
    }

    Path scratch() {
        return scratch;
    }

    Path spill() {
        return scratch.resolve("spill");
    }

    /** Where the rejects are once the folder is published. */
    Path publishedRejects() {
        return folder.resolve(REJECTS);
    }

    /** Removes what an earlier ingestion published here, the profile first. */
    void clear() throws IOException {
        List<String> names = published();
        for (int i = names.size() - 1; i >= 0; i--) {
            Files.deleteIfExists(folder.resolve(names.get(i)));
        }
    }

    void publish() throws IOException {
        for (String name : published()) {
            publish(name);
        }
    }

    /** Publishes the rejects alone, for a look at what is wrong. */
    void publishRejects() throws IOException {
        publish(REJECTS);
    }

    private void publish(String name) throws IOException {
        Files.move(scratch.resolve(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> published() {
        List<String> names = new ArrayList<>();
        for (Side side : Side.values()) {
            names.add(side.fileName());
        }
        names.add(REJECTS);
        names.add(ProfileFile.NAME);
        return names;
    }

    private static void removeTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        removeTree(scratch);
    }
}
