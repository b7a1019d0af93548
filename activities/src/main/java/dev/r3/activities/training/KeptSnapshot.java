package dev.r3.activities.training;

import dev.r3.workflows.contract.ArtifactRef;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot in the artifact store.
 *
 * @param after the step after which its epoch began; its own if no step led to it, and null if an older R3 kept it, whose
 *     snapshots all follow each other
 * @param best the step whose snapshot did best on the validation so far; 0 without a validation
 * @param files by their names in the snapshot's folder
 */
record KeptSnapshot(long step, @Nullable Long after, long best, SortedMap<String, ArtifactRef> files) {
    KeptSnapshot {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    ArtifactRef file(String name) {
        return Optional.ofNullable(files.get(name)).orElseThrow();
    }

    boolean holdsTheSameAs(KeptSnapshot other) {
        return contents().equals(other.contents());
    }

    private SortedMap<String, String> contents() {
        SortedMap<String, String> contents = new TreeMap<>();
        files.forEach((name, file) -> contents.put(name, file.sha256().hex()));
        return contents;
    }
}
