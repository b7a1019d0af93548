package dev.r3.activities.http;

import java.io.IOException;

/** An answer is longer than its bound. */
public final class LongBodyException extends IOException {
    private static final long serialVersionUID = 1;

    LongBodyException(long most) {
        super("the answer is longer than %d bytes".formatted(most));
    }
}
