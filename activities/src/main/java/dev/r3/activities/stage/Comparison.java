package dev.r3.activities.stage;

import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Difference;
import dev.r3.workflows.contract.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Holds what was made again against what stood, file by file; files with times in them can't be compared. */
final class Comparison {

    private Comparison() {}

    /** The first file that differs, by name. */
    static Optional<Difference> of(Manifest stood, StageOutput output) {
        SortedSet<String> names = new TreeSet<>(stood.files().keySet());
        names.addAll(output.files().keySet());
        names.removeAll(output.timed());
        return names.stream()
                .map(name -> of(name, stood, output))
                .filter(difference -> !difference.stood().equals(difference.found()))
                .findFirst();
    }

    private static Difference of(String name, Manifest stood, StageOutput output) {
        return new Difference(
                stood.kind(),
                stood.digest(),
                name,
                Optional.ofNullable(stood.files().get(name)).map(ArtifactRef::sha256),
                Optional.ofNullable(output.files().get(name)).map(Comparison::digest));
    }

    private static Digest digest(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new StorageFailure("cannot read %s: %s".formatted(file, FileFailures.explain(e)), e);
        }
    }
}
