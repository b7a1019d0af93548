package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What of a recomputed stage is not as it stood.
 *
 * @param stage the digest that names it
 * @param file the first file that differs, by its name in the manifest
 * @param stood SHA-256 of the committed one; empty if there is none
 * @param found SHA-256 of the recomputed one; empty if there is none
 */
public record Difference(StageKind kind, Digest stage, String file, Optional<Digest> stood, Optional<Digest> found) {
    public Difference {
        requireNonNull(kind, "kind is null");
        requireNonNull(stage, "stage is null");
        requireNonNull(file, "file is null");
        requireNonNull(stood, "stood is null");
        requireNonNull(found, "found is null");
    }

    /** For people: {@code train 0123456789ab is not what stood: model.safetensors has SHA-256 ..., stood ...}. */
    public String explain() {
        return "%s %s is not what stood: %s has SHA-256 %s now, the committed one has %s"
                .formatted(kind.label(), stage.abbreviated(), file, hex(found), hex(stood));
    }

    private static String hex(Optional<Digest> digest) {
        return digest.map(Digest::hex).orElse("none (it isn't there)");
    }
}
