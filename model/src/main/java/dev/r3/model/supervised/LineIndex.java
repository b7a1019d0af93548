package dev.r3.model.supervised;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Where the lines of a file begin, blank ones left out; 8 bytes a line. The same pass digests the file. */
final class LineIndex {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int LARGEST_BLANK = ' ';

    private final MessageDigest digest = sha256();
    private long[] starts = new long[1024];
    private int count;
    private long lineStart;
    private boolean blank = true;
    private String sha256 = "";

    private LineIndex() {}

    static LineIndex of(FileChannel file) throws IOException {
        LineIndex index = new LineIndex();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        long position = 0;
        while (file.read(chunk.clear(), position) >= 0) {
            index.add(chunk.flip(), position);
            position += chunk.limit();
        }
        index.endLine(position);
        index.sha256 = HexFormat.of().formatHex(index.digest.digest());
        return index;
    }

    /** Lines that aren't blank. */
    int lines() {
        return count;
    }

    long start(int line) {
        return starts[line];
    }

    /** Of the whole file, 64 hex digits. */
    String digest() {
        return sha256;
    }

    private void add(ByteBuffer chunk, long position) {
        digest.update(chunk.duplicate());
        for (int i = 0; i < chunk.limit(); i++) {
            byte unit = chunk.get(i);
            if (unit == '\n') {
                endLine(position + i);
                lineStart = position + i + 1;
            } else if (unit < 0 || unit > LARGEST_BLANK) {
                blank = false;
            }
        }
    }

    private void endLine(long end) {
        if (!blank && end > lineStart) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, Math.multiplyExact(count, 2));
            }
            starts[count++] = lineStart;
        }
        blank = true;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
