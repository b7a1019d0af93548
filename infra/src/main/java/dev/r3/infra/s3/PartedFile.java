package dev.r3.infra.s3;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A file and the parts in which it goes up. All digests are of one reading: a file that changes afterwards no longer
 * fits its parts' digests, and the server refuses it.
 */
record PartedFile(Path path, long size, Digest sha256, List<FilePart> parts) {
    private static final int PIECE_BYTES = 1 << 16;

    PartedFile {
        requireNonNull(path, "path is null");
        requireNonNull(sha256, "sha256 is null");
        parts = List.copyOf(parts);
    }

    /** Reads a file once, in pieces. */
    static PartedFile read(Path path, long partBytes) throws IOException {
        MessageDigest whole = sha256Algorithm();
        List<FilePart> parts = new ArrayList<>();
        byte[] piece = new byte[PIECE_BYTES];
        long size = 0;
        try (InputStream in = Files.newInputStream(path)) {
            while (true) {
                MessageDigest part = sha256Algorithm();
                long read = read(in, piece, partBytes, part, whole);
                if (read == 0) {
                    break;
                }
                parts.add(new FilePart(parts.size() + 1, size, read, Digest.of(part.digest())));
                size += read;
            }
        }
        return new PartedFile(path, size, Digest.of(whole.digest()), parts);
    }

    private static long read(InputStream in, byte[] piece, long most, MessageDigest part, MessageDigest whole)
            throws IOException {
        long total = 0;
        while (total < most) {
            int read = in.read(piece, 0, (int) Math.min(piece.length, most - total));
            if (read < 0) {
                break;
            }
            part.update(piece, 0, read);
            whole.update(piece, 0, read);
            total += read;
        }
        return total;
    }

    /** What S3 calls the SHA-256 of an object that came in parts: the digest of their digests, and their number. */
    String compositeChecksum() {
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        parts.forEach(part -> digests.writeBytes(part.sha256().bytes()));
        byte[] composite = sha256Algorithm().digest(digests.toByteArray());
        return Base64.getEncoder().encodeToString(composite) + "-" + parts.size();
    }

    private static MessageDigest sha256Algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
