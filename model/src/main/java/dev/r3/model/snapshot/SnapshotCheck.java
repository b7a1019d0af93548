package dev.r3.model.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.checkpoint.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Holds a committed folder against its manifest. */
record SnapshotCheck(Path folder) {

    /** The manifest, if it is whole and of the step that the folder's name says. */
    SnapshotManifest manifest(long step) throws DamagedSnapshotException {
        Path file = folder.resolve(SnapshotManifest.NAME);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw damaged(SnapshotManifest.NAME, "a regular file", "none");
        }
        SnapshotManifest manifest = parse(file);
        if (manifest.state().step() != step) {
            throw damaged(
                    SnapshotManifest.NAME,
                    "step " + step,
                    "step " + manifest.state().step());
        }
        return manifest;
    }

    private SnapshotManifest parse(Path file) throws DamagedSnapshotException {
        try {
            JsonNode json = StrictJson.read(file);
            return ManifestJson.read(json);
        } catch (CheckpointException unreadable) {
            throw damaged(SnapshotManifest.NAME, "a manifest", String.valueOf(unreadable.getMessage()));
        } catch (IllegalArgumentException invalid) {
            throw damaged(SnapshotManifest.NAME, "a whole manifest", String.valueOf(invalid.getMessage()));
        }
    }

    /** Names and sizes first, as those cost nothing; then the content. */
    void files(SnapshotManifest manifest) throws DamagedSnapshotException, IOException {
        FolderContent content = FolderContent.of(folder);
        if (!content.others().isEmpty()) {
            throw damaged(content.others().get(0), "files and folders only", "a link or a special file");
        }
        Set<String> unnamed = new TreeSet<>(content.sizes().keySet());
        unnamed.remove(SnapshotManifest.NAME);
        for (SnapshotFile file : manifest.files()) {
            unnamed.remove(file.name());
            Long size = content.sizes().get(file.name());
            if (size == null || size != file.size()) {
                throw damaged(file.name(), file.size() + " bytes", size == null ? "no such file" : size + " bytes");
            }
        }
        for (String name : unnamed) {
            throw damaged(name, "only files that the manifest names", "a file that it doesn't name");
        }
        for (SnapshotFile file : manifest.files()) {
            String sha256 = FileDigest.sha256(folder.resolve(file.name()));
            if (!sha256.equals(file.sha256())) {
                throw damaged(file.name(), "SHA-256 " + file.sha256(), "SHA-256 " + sha256);
            }
        }
    }

    private DamagedSnapshotException damaged(String file, String expected, String found) {
        return new DamagedSnapshotException(new Damage(folder, file, expected, found));
    }
}
