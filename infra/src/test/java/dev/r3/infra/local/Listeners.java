package dev.r3.infra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where processes listen, read from Linux's process table. */
final class Listeners {
    private static final String LISTENING = "0A";

    private Listeners() {}

    /** The addresses, in the kernel's notation without the port. */
    static List<String> addresses(List<Long> pids) throws IOException {
        var sockets = new HashSet<String>();
        for (long pid : pids) {
            sockets.addAll(sockets(pid));
        }
        var addresses = new ArrayList<String>();
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (var line : Files.readAllLines(Path.of(table))) {
                var fields = line.strip().split("\\s+", -1);
                if (fields[3].equals(LISTENING) && sockets.contains(fields[9])) {
                    addresses.add(fields[1].substring(0, fields[1].indexOf(':')));
                }
            }
        }
        return addresses;
    }

    private static Set<String> sockets(long pid) throws IOException {
        var sockets = new HashSet<String>();
        try (var descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (var descriptor : descriptors.toList()) {
                var target = link(descriptor);
                if (target.startsWith("socket:[")) {
                    sockets.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        return sockets;
    }

    private static String link(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            // Closed in the meantime.
            return "";
        }
    }
}
