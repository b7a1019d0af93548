package dev.r3.activities.failure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the file system's errors mean to a user. The JDK's own messages are often a path alone. */
public final class FileFailures {

    /** How systems say that there is no more space for this user. */
    private static final List<String> FULL =
            List.of("No space left", "not enough space", "quota exceeded", "File too large");

    private FileFailures() {}

    /** What is wrong with writing in a place; of a full disk, which one it is and how full. */
    public static String explain(IOException error, Path place) {
        String wrong = explain(error);
        return FULL.stream().anyMatch(wrong::contains) ? wrong + space(place) : wrong;
    }

    private static String space(Path place) {
        Optional<Path> standing = Stream.iterate(place.toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(Files::isDirectory)
                .findFirst();
        if (standing.isEmpty()) {
            return "";
        }
        try {
            FileStore disk = Files.getFileStore(standing.get());
            return "; %,d MiB of %,d MiB are free in %s: make room, and the same command goes on"
                    .formatted(disk.getUsableSpace() >> 20, disk.getTotalSpace() >> 20, standing.get());
        } catch (IOException e) {
            return "; make room in %s, and the same command goes on".formatted(standing.get());
        }
    }

    /** What is wrong, with the path if the error names one. */
    public static String explain(IOException error) {
        if (error instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        } else if (error instanceof AccessDeniedException denied) {
            return "access to " + denied.getFile() + " is denied";
        } else if (error instanceof FileAlreadyExistsException standing) {
            return standing.getFile() + " stands in the way";
        } else if (error instanceof FileSystemException other && other.getReason() != null) {
            return "%s: %s".formatted(other.getFile(), other.getReason());
        }
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }
}
