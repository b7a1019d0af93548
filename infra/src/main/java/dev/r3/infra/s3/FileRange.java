package dev.r3.infra.s3;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.FileFailures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * The bytes of a part, read from its file as they are sent, and again for each try. The SDK does not close what it
 * reads: this does.
 */
final class FileRange implements ContentStreamProvider, AutoCloseable {
    private final Path file;
    private final FilePart part;
    private final List<InputStream> opened = new ArrayList<>();

    FileRange(Path file, FilePart part) {
        this.file = requireNonNull(file, "file is null");
        this.part = requireNonNull(part, "part is null");
    }

    @Override
    public InputStream newStream() {
        close();
        try {
            SeekableByteChannel channel = Files.newByteChannel(file);
            InputStream stream = new Bounded(Channels.newInputStream(channel.position(part.offset())));
            opened.add(stream);
            return stream;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void close() {
        for (InputStream stream : opened) {
            try {
                stream.close();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
        opened.clear();
    }

    /** Not an {@link IOException}, which the SDK would take for the server's and try again. */
    private UncheckedIOException unreadable(IOException cause) {
        return new UncheckedIOException("cannot read %s: %s".formatted(file, FileFailures.explain(cause)), cause);
    }

    private final class Bounded extends InputStream {
        private final InputStream in;
        private long remaining = part.size();

        Bounded(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] piece, int offset, int length) {
            if (remaining == 0) {
                return -1;
            }
            try {
                int read = in.read(piece, offset, (int) Math.min(length, remaining));
                if (read < 0) {
                    throw new IOException("it became shorter while it was stored");
                }
                remaining -= read;
                return read;
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
