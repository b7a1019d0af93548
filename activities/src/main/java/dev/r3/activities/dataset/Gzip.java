package dev.r3.activities.dataset;

import dev.r3.activities.failure.DataFailure;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Tells gzipped files by their first bytes and unzips them with their checksums checked. */
final class Gzip {

    private static final int BUFFER = 1 << 16;

    private Gzip() {}

    static boolean is(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(2);
            return start.length == 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
        }
    }

    /** @throws DataFailure if the file is cut or corrupt */
    static void unzip(Path file, Path plain) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), BUFFER);
                OutputStream out = Files.newOutputStream(plain)) {
            in.transferTo(out);
        } catch (EOFException | ZipException e) {
            throw new DataFailure(
                    "data file %s is gzipped, but cut or corrupt: %s; write or copy it again"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }
}
