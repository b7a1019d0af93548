package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.infra.s3.S3ArtifactStore;
import dev.r3.infra.settings.S3Settings;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the manifests of an artifact store name. */
final class NamedFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of a kind and a digest; what lies deeper, and is none of a training's kept steps, commits nothing. */
    private static final String STAGE = "stages/[a-z]+/[0-9a-f]{64}/manifest\\.json";

    private static final String STEP = "stages/train/[0-9a-f]{64}/snapshots/step-[0-9]+\\.json";

    private NamedFiles() {}

    /**
     * Reads each file that a committed stage or a kept snapshot names, once, and checks its size and SHA-256: none is
     * missing, and none is there in part. It takes as long as reading the store does; each request has an end of its own.
     *
     * @param scratch a folder for what is read
     * @return the manifests of the stages, by the stages' digests
     */
    static SortedMap<String, JsonNode> assertWhole(S3Settings settings, Path scratch) throws IOException {
        SortedMap<String, JsonNode> stages = new TreeMap<>();
        Set<ArtifactRef> whole = new HashSet<>();
        Path file = Files.createDirectories(scratch).resolve("file");
        try (S3ArtifactStore store = new S3ArtifactStore(settings)) {
            for (ArtifactKey key : store.list(ArtifactKey.of("stages"))) {
                boolean isStage = key.path().matches(STAGE);
                if (!isStage && !key.path().matches(STEP)) {
                    continue;
                }
                JsonNode manifest = JSON.readTree(store.read(key).orElseThrow());
                if (isStage) {
                    stages.put(manifest.path("digest").textValue(), manifest);
                }
                assertThat(manifest.path("files")).as("files of %s", key).isNotEmpty();
                for (JsonNode named : manifest.path("files")) {
                    ArtifactRef ref = JSON.treeToValue(named, ArtifactRef.class);
                    if (whole.add(ref)) {
                        assertWhole(store, ref, file);
                    }
                }
            }
        }
        assertThat(whole).isNotEmpty();
        System.out.printf(
                "[INFO] Whole: %d files of %d stages and their snapshots, %d bytes%n",
                whole.size(),
                stages.size(),
                whole.stream().mapToLong(ArtifactRef::size).sum());
        return stages;
    }

    private static void assertWhole(S3ArtifactStore store, ArtifactRef ref, Path file) {
        store.download(ref, file);
        assertThat(file)
                .as("%s", ref)
                .hasSize(ref.size())
                .hasDigest("SHA-256", ref.sha256().hex());
    }
}
