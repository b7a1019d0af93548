package dev.r3.activities.failure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What the file system's errors mean to a user. The JDK's own messages are often a path alone. */
public final class FileFailures {

    private FileFailures() {}

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
