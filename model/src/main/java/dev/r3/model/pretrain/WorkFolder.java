package dev.r3.model.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where an unfinished run keeps what it has. */
record WorkFolder(Path root) {
    Path corpus() {
        return root.resolve("corpus.jsonl");
    }

    /** The untrained model with its tokenizer. */
    Path fresh() {
        return root.resolve("fresh");
    }

    Path snapshots() {
        return root.resolve("snapshots");
    }

    Path learningCurve() {
        return root.resolve("learning-curve.csv");
    }

    /** The finished checkpoint. */
    Path model() {
        return root.resolve("model");
    }

    /**
     * Makes the folder for a plan, or takes it up again.
     *
     * @throws ForeignWorkException if it is of another
     */
    void claim(String digest) throws IOException {
        Files.createDirectories(root);
        Path owner = root.resolve("plan.sha256");
        if (!Files.exists(owner)) {
            writeWhole(owner, digest + "\n");
        } else if (!Files.readString(owner).strip().equals(digest)) {
            throw new ForeignWorkException(root);
        }
    }

    /** A kill leaves the file as it was, or with all of the text. */
    static void writeWhole(Path file, String text) throws IOException {
        Path part = file.resolveSibling("part-" + file.getFileName());
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** An empty place to write a folder that appears whole. */
    Path partOf(Path folder) throws IOException {
        Path part = folder.resolveSibling("part-" + folder.getFileName());
        remove(part);
        return part;
    }

    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> inner;
        try (Stream<Path> all = Files.walk(folder)) {
            inner = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inner) {
            Files.delete(path);
        }
    }
}
