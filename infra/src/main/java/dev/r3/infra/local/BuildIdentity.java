package dev.r3.infra.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells one build from another by its files, class path and plug-ins: names, sizes and times. */
final class BuildIdentity {

    private BuildIdentity() {}

    /** The identity of this process's class path, and of the plug-ins in these folders, as they are on disk now. */
    static String current(List<Path> plugins) throws IOException {
        MessageDigest digest = sha256();
        for (String entry : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
            add(Path.of(entry), digest);
        }
        for (Path folder : plugins) {
            add(folder, digest);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    /** Where this process's classes are: other builds of one checkout have the same place. */
    static String place() {
        String[] entries = System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), 2);
        return Path.of(entries[0]).toAbsolutePath().normalize().toString();
    }

    private static void add(Path entry, MessageDigest digest) throws IOException {
        for (Path file : files(entry)) {
            String line = "%s %d %s%n".formatted(file, Files.size(file), Files.getLastModifiedTime(file));
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<Path> files(Path entry) throws IOException {
        try (Stream<Path> found = Files.walk(entry)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
