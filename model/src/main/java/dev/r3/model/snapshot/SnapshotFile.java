package dev.r3.model.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A file of a snapshot.
 *
 * @param name its path inside the snapshot, with slashes
 * @param size in bytes
 * @param sha256 64 hex digits
 */
record SnapshotFile(String name, long size, String sha256) {
    private static final int HEX_DIGITS = 64;

    SnapshotFile {
        requireInside(name);
        Checks.requireNotNegative(size, "size");
        requireNonNull(sha256, "sha256 is null");
        if (sha256.length() != HEX_DIGITS || !sha256.chars().allMatch(SnapshotFile::isHexDigit)) {
            throw new IllegalArgumentException("no SHA-256 in lower case hex: " + sha256);
        }
    }

    /** A name never leads out of the snapshot, whatever a manifest says. */
    private static void requireInside(String name) {
        requireNonNull(name, "name is null");
        boolean plain = name.chars().noneMatch(unit -> unit == '\\' || unit == ':' || Character.isISOControl(unit));
        boolean down = List.of(name.split("/", -1)).stream()
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!plain || !down || name.equals(SnapshotManifest.NAME)) {
            throw new IllegalArgumentException("no name of a file inside a snapshot: " + name);
        }
    }

    private static boolean isHexDigit(int unit) {
        return (unit >= '0' && unit <= '9') || (unit >= 'a' && unit <= 'f');
    }
}
