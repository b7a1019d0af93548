package dev.r3.infra.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeTailTest {

    /** As the SDK's client copies a body. */
    private static final int PIECE_BYTES = 4096;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 85, 87, 1023, 1024, 1025, 4095, 4096, 4097, 4098, 5120, 8191, 8192, 8193, 100_001})
    void theLastKilobyteComesInOnePiece(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        List<Integer> pieces = new ArrayList<>();
        try (InputStream body = new WholeTail(new Dribble(content), size)) {
            byte[] read = new byte[0];
            byte[] piece = new byte[PIECE_BYTES];
            for (int length = body.read(piece); length >= 0; length = body.read(piece)) {
                pieces.add(length);
                byte[] more = new byte[read.length + length];
                System.arraycopy(read, 0, more, 0, read.length);
                System.arraycopy(piece, 0, more, read.length, length);
                read = more;
            }
            assertThat(read).isEqualTo(content);
        }
        if (size > 0) {
            assertThat(pieces.get(pieces.size() - 1)).isGreaterThanOrEqualTo(Math.min(size, 1024));
        }
    }

    @Test
    void aBodyThatIsLongerThanItsLengthComesWhole() throws IOException {
        try (InputStream body = new WholeTail(new Dribble(new byte[9000]), 10)) {
            assertThat(body.readAllBytes()).hasSize(9000);
        }
    }

    @Test
    void singleBytesCount() throws IOException {
        try (InputStream body = new WholeTail(new Dribble(new byte[] {1, 2, 3}), 3)) {
            assertThat(body.read()).isEqualTo(1);
            assertThat(body.read(new byte[8], 0, 0)).isZero();
            assertThat(body.readAllBytes()).containsExactly(2, 3);
            assertThat(body.read()).isEqualTo(-1);
        }
    }

    /** Gives at most 87 bytes at a time, like a body that is signed in chunks. */
    private static final class Dribble extends ByteArrayInputStream {
        Dribble(byte[] content) {
            super(content);
        }

        @Override
        public synchronized int read(byte[] piece, int offset, int length) {
            return super.read(piece, offset, Math.min(length, 87));
        }
    }
}
