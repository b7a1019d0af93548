package dev.r3.model.snapshot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;

/** What the folders of a store are called. */
record SnapshotNames(Path root) {
    private static final String COMMITTED = "step-";
    private static final String PARTIAL = ".partial-";
    private static final String DELETED = ".deleted-";
    private static final int STEP_DIGITS = 8;

    Path committed(long step) {
        return root.resolve(COMMITTED + String.format(Locale.ROOT, "%08d", step));
    }

    Path partial() {
        return root.resolve(PARTIAL + UUID.randomUUID());
    }

    Path deleted() {
        return root.resolve(DELETED + UUID.randomUUID());
    }

    /** A damaged snapshot is kept under this name for a person to look at. */
    Path setAside(long step) {
        return root.resolve("damaged-" + committed(step).getFileName() + "-" + UUID.randomUUID());
    }

    Path lock() {
        return root.resolve(".lock");
    }

    /** The committed snapshots' folders by step. */
    NavigableMap<Long, Path> committed() throws IOException {
        NavigableMap<Long, Path> folders = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, COMMITTED + "*")) {
            for (Path entry : entries) {
                OptionalLong step = step(String.valueOf(entry.getFileName()));
                if (step.isPresent() && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    folders.put(step.getAsLong(), entry);
                }
            }
        }
        return folders;
    }

    /** What interrupted writers and deletions left. */
    List<Path> leftovers() throws IOException {
        List<Path> leftovers = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, "{" + PARTIAL + "*," + DELETED + "*}")) {
            entries.forEach(leftovers::add);
        }
        return leftovers;
    }

    private static OptionalLong step(String name) {
        String digits = name.substring(COMMITTED.length());
        boolean valid = digits.length() == STEP_DIGITS && digits.chars().allMatch(unit -> unit >= '0' && unit <= '9');
        return valid ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }
}
