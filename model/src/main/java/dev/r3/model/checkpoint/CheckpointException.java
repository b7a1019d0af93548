package dev.r3.model.checkpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A checkpoint that can't be used. The message names the file, the tensor or key, what was expected and what was found. */
public final class CheckpointException extends RuntimeException {
    private static final int LONGEST_VALUE = 200;

    /**
     * @param place the tensor or key, or "header", "file"
     */
    public CheckpointException(Path file, String place, String expected, String found) {
        super(message(file, place, expected, found));
    }

    CheckpointException(Path file, String place, String expected, Throwable cause) {
        super(message(file, place, expected, reason(cause)), cause);
    }

    private static String message(Path file, String place, String expected, String found) {
        requireNonNull(file, "file is null");
        return file + ": " + shortened(place) + ": expected " + expected + ", found " + shortened(found);
    }

    /** The library's exceptions about files say only which file. */
    private static String reason(Throwable cause) {
        if (cause instanceof NoSuchFileException) {
            return "no such file";
        }
        if (cause instanceof AccessDeniedException) {
            return "no permission to read it";
        }
        return cause instanceof JacksonException json ? json.getOriginalMessage() : String.valueOf(cause.getMessage());
    }

    /** A file is untrusted text: its names and values must neither flood a log nor steer a terminal. */
    private static String shortened(String value) {
        String part = value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
        return part.codePoints()
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
