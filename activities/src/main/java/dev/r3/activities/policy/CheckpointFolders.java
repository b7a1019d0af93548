package dev.r3.activities.policy;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.Stages;
import dev.r3.workflows.contract.StageResult;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Checkpoints of the artifact store on this machine's disk, each fetched once: a folder named by the content. */
public final class CheckpointFolders {
    private final Path root;
    private final Stages stages;
    private final ArtifactStore store;

    /**
     * @param root is made if it isn't there; may be removed while nobody works with it
     */
    public CheckpointFolders(Path root, Stages stages, ArtifactStore store) {
        this.root = requireNonNull(root, "root is null");
        this.stages = requireNonNull(stages, "stages is null");
        this.store = requireNonNull(store, "store is null");
    }

    /** The folder of a stage's checkpoint. */
    public Path of(StageResult model) {
        Path folder = root.resolve(model.content().hex());
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Path part = root.resolve("part-" + UUID.randomUUID());
        try {
            Files.createDirectories(part);
            Manifest manifest = stages.manifest(model);
            manifest.files().forEach((name, file) -> store.download(file, part.resolve(name)));
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            // Another attempt was first; this one's copy is left to be cleaned up with the folder.
            return folder;
        } catch (IOException e) {
            if (Files.isDirectory(folder)) {
                return folder;
            }
            throw new StorageFailure(
                    "cannot keep a checkpoint in %s: %s".formatted(root, FileFailures.explain(e, root)), e);
        }
        return folder;
    }
}
