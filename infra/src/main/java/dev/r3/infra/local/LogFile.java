package dev.r3.infra.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;

/** What servers and installers write. */
final class LogFile {
    private static final long LARGEST_BYTES = 16L << 20;
    private static final int TAIL_BYTES = 4_096;
    private static final int TAIL_LINES = 12;

    private LogFile() {}

    /** Sets a large log aside before its writer starts; the one set aside earlier goes. */
    static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The last lines, indented, and the path: the end of a message about a failure. */
    static String tail(Path log) {
        return lastLines(log) + "\n  (all of it: " + log + ")";
    }

    private static String lastLines(Path log) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - TAIL_BYTES);
            file.seek(start);
            var bytes = new byte[(int) (file.length() - start)];
            file.readFully(bytes);
            var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.stream()
                    .skip(Math.max(0, lines.size() - TAIL_LINES))
                    .map(line -> "\n  | " + line)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            return "\n  | (the log cannot be read: " + e.getMessage() + ")";
        }
    }
}
