package dev.r3.infra.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body of known length whose last bytes are always read in one piece. Read by a client that sends what it reads at
 * once, the last bytes then travel together.
 */
final class WholeTail extends FilterInputStream {

    /** More than what ends a body in chunks: an empty chunk, its signature and a line end. */
    private static final int TAIL_BYTES = 1024;

    private long remaining;

    WholeTail(InputStream body, long length) {
        super(body);
        this.remaining = length;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        remaining -= next < 0 ? 0 : 1;
        return next;
    }

    @Override
    public int read(byte[] piece, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int most = most(length);
        int filled = 0;
        while (filled < most) {
            int read = in.read(piece, offset + filled, most - filled);
            if (read < 0) {
                break;
            }
            filled += read;
        }
        remaining -= filled;
        return filled == 0 ? -1 : filled;
    }

    /** All of what remains if the piece takes it; else as much as leaves the tail whole. */
    private int most(int length) {
        if (remaining <= length) {
            return length;
        }
        return (int) Math.max(1, Math.min(length, remaining - TAIL_BYTES));
    }
}
