package dev.r3.infra.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads lines of at most 16 MiB; of a longer one the rest is passed over, so that no input takes the memory. */
final class BoundedLines {

    static final int MOST_BYTES = 16 << 20;

    private final InputStream in;
    private final byte[] piece = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 12);
    private int position;
    private int filled;
    private long number;
    private boolean tooLong;

    BoundedLines(InputStream in) {
        this.in = in;
    }

    /** Moves to the next line; false at the end. */
    boolean next() throws IOException {
        line.reset();
        tooLong = false;
        if (position == filled && !fill()) {
            return false;
        }
        number++;
        do {
            int end = position;
            while (end < filled && piece[end] != '\n') {
                end++;
            }
            append(end);
            boolean ended = end < filled;
            position = ended ? end + 1 : end;
            if (ended) {
                return true;
            }
        } while (fill());
        return true;
    }

    private void append(int end) {
        if (line.size() + (end - position) > MOST_BYTES) {
            tooLong = true;
        } else if (!tooLong) {
            line.write(piece, position, end - position);
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(piece));
        return filled > 0;
    }

    /** The number of the current line, starting at 1. */
    long number() {
        return number;
    }

    /** Whether the current line was longer than 16 MiB; its bytes are then not whole. */
    boolean isTooLong() {
        return tooLong;
    }

    byte[] bytes() {
        return line.toByteArray();
    }

    boolean isBlank() {
        if (tooLong || line.size() > 1024) {
            return false;
        }
        for (byte b : line.toByteArray()) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
