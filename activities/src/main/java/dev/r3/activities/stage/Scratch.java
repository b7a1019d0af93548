package dev.r3.activities.stage;

import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A folder on local disk for one attempt; removed with all that is in it when closed. */
record Scratch(Path folder) implements AutoCloseable {

    static Scratch create(Path root, String name) {
        try {
            return new Scratch(Files.createDirectories(root.resolve(name)));
        } catch (IOException e) {
            throw new StorageFailure(
                    "cannot create scratch folder under %s: %s".formatted(root, FileFailures.explain(e, root)), e);
        }
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException broken)
                        throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new StorageFailure(
                    "cannot remove scratch folder %s: %s".formatted(folder, FileFailures.explain(e)), e);
        }
    }
}
