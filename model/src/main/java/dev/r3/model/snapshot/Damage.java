package dev.r3.model.snapshot;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Why a snapshot isn't used.
 *
 * @param folder of the snapshot
 * @param file of it that is damaged, by its name in the snapshot
 */
public record Damage(Path folder, String file, String expected, String found) {
    public Damage {
        requireNonNull(folder, "folder is null");
        requireNonNull(file, "file is null");
        requireNonNull(expected, "expected is null");
        requireNonNull(found, "found is null");
    }

    @Override
    public String toString() {
        return "%s: %s: expected %s, found %s".formatted(folder, file, expected, found);
    }
}
