package dev.r3.model.checkpoint;

import static java.util.Objects.requireNonNull;

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
        super(message(file, place, expected, String.valueOf(cause.getMessage())), cause);
    }

    private static String message(Path file, String place, String expected, String found) {
        requireNonNull(file, "file is null");
        return file + ": " + shortened(place) + ": expected " + expected + ", found " + shortened(found);
    }

    /** A file is untrusted text: its names and values must not flood a log. */
    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }
}
