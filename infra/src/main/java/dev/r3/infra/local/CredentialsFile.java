package dev.r3.infra.local;

import dev.r3.infra.settings.S3Settings.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Keeps a home's credentials: random, made once, readable by their owner only. */
final class CredentialsFile {
    private static final int ACCESS_KEY_BYTES = 10;
    private static final int SECRET_KEY_BYTES = 20;

    private CredentialsFile() {}

    static Credentials readOrMake(Path file) throws IOException {
        var made = JsonFile.read(file, Credentials.class);
        if (made.isPresent()) {
            return made.get();
        }
        var random = new SecureRandom();
        var credentials = new Credentials(hex(random, ACCESS_KEY_BYTES), hex(random, SECRET_KEY_BYTES));
        JsonFile.write(file, credentials);
        return credentials;
    }

    private static String hex(SecureRandom random, int bytes) {
        var value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }
}
