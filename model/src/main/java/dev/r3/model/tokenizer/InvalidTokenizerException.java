package dev.r3.model.tokenizer;

import java.nio.file.Path;

/** A file of the tokenizer holds something else than it must. */
public final class InvalidTokenizerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidTokenizerException(Path file, String message) {
        super(file + ": " + message);
    }

    InvalidTokenizerException(Path file, String message, Throwable cause) {
        super(file + ": " + message, cause);
    }
}
