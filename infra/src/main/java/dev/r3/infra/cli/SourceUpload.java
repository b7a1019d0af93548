package dev.r3.infra.cli;

import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.infra.spec.ResolvedSpec;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Brings an experiment's data file into the artifact store, under its digest, so that any worker can read it. */
final class SourceUpload {

    private SourceUpload() {}

    static ArtifactRef upload(ArtifactStore store, ResolvedSpec spec) {
        Path source = spec.source();
        ArtifactKey key = ArtifactKey.of("inputs", spec.sourceDigest().hex(), plainName(source));
        try {
            ArtifactRef ref = new ArtifactRef(key, spec.sourceDigest(), Files.size(source));
            if (store.holds(ref)) {
                return ref;
            }
            ArtifactRef stored = store.put(key, source);
            if (!stored.sha256().equals(spec.sourceDigest())) {
                throw UserError.failed("%s changed while it was read; run again".formatted(source));
            }
            return stored;
        } catch (IOException e) {
            throw UserError.failed("%s cannot be read: %s".formatted(source, FileFailures.explain(e)));
        }
    }

    /** The file's name with what an artifact key can't hold replaced; its endings tell the format. */
    private static String plainName(Path source) {
        String name = source.getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
        return name.startsWith(".") ? "_" + name : name;
    }
}
