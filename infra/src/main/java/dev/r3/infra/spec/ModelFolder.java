package dev.r3.infra.spec;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.Digest;
import java.nio.file.Path;

/**
 * A checkpoint that a spec names.
 *
 * @param digest of its content
 */
public record ModelFolder(Path folder, Digest digest) implements ResolvedModel {
    public ModelFolder {
        requireNonNull(folder, "folder is null");
        requireNonNull(digest, "digest is null");
    }
}
