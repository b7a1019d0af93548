package dev.r3.model.supervised;

import java.nio.file.Path;

/** A line of a corpus can't be used. The message names file, line and reason. */
public final class InvalidCorpusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long line;

    InvalidCorpusException(Path file, long line, String reason, Throwable cause) {
        super(file + ", line " + line + ": " + reason, cause);
        this.line = line;
    }

    /** Counted from 1, blank lines included. */
    public long line() {
        return line;
    }
}
