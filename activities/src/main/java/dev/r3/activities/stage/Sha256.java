package dev.r3.activities.stage;

import dev.r3.workflows.contract.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of bytes and files. */
public final class Sha256 {

    private Sha256() {}

    public static Digest of(byte[] content) {
        return Digest.of(algorithm().digest(content));
    }

    /** The digest of a file's bytes, read once in pieces. */
    public static Digest of(Path file) throws IOException {
        MessageDigest digest = algorithm();
        byte[] piece = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
        }
        return Digest.of(digest.digest());
    }

    private static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
