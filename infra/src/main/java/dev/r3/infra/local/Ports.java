package dev.r3.infra.local;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;

/** The ports of a home, remembered so that a server comes back where its clients look for it. */
final class Ports {
    /** Below the range from which systems take the ports of outgoing connections. */
    private static final int LOWEST = 20_000;

    private static final int COUNT = 10_000;
    private static final int TRIES = 1_000;

    private final Path file;
    private final SecureRandom random = new SecureRandom();

    Ports(Path file) {
        this.file = file;
    }

    /** The port remembered for a purpose if nobody listens there, else a new one, which is remembered. */
    int claim(String purpose) throws IOException {
        var remembered = remembered();
        var earlier = remembered.get(purpose);
        if (earlier != null && Loopback.isFree(earlier)) {
            return earlier;
        }
        for (int i = 0; i < TRIES; i++) {
            int port = LOWEST + random.nextInt(COUNT);
            if (!remembered.containsValue(port) && Loopback.isFree(port)) {
                remembered.put(purpose, port);
                JsonFile.write(file, new Book(remembered));
                return port;
            }
        }
        throw new IOException("Found no free port of " + Loopback.HOST + " in " + TRIES + " tries");
    }

    private Map<String, Integer> remembered() throws IOException {
        return new TreeMap<>(JsonFile.read(file, Book.class).map(Book::ports).orElse(Map.of()));
    }

    /** @param ports by purpose */
    record Book(Map<String, Integer> ports) {}
}
