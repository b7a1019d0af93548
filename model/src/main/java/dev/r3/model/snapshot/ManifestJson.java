package dev.r3.model.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A manifest as JSON: {@code {"files", "format", "state"}} and, under {@code sha256}, the digest of the canonical text of
 * those three, so that a flipped bit in the manifest is damage and not another run.
 */
final class ManifestJson {
    static final int FORMAT = 1;

    private static final String DIGEST = "sha256";

    private ManifestJson() {}

    /** The canonical text. */
    static String write(SnapshotManifest manifest) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
        root.set("state", state(manifest.state()));
        for (SnapshotFile file : manifest.files()) {
            root.withArray("files")
                    .addObject()
                    .put("name", file.name())
                    .put("size", file.size())
                    .put(DIGEST, file.sha256());
        }
        return CanonicalJson.write(root.put(DIGEST, CanonicalJson.sha256(root)));
    }

    /**
     * The manifest in a text.
     *
     * @throws IllegalArgumentException for anything but what {@link #write} gives
     */
    static SnapshotManifest read(JsonNode json) {
        if (!(json instanceof ObjectNode root)) {
            throw new IllegalArgumentException("no JSON object");
        }
        ObjectNode content = root.deepCopy();
        content.remove(DIGEST);
        String digest = CanonicalJson.sha256(content);
        if (!digest.equals(root.path(DIGEST).textValue())) {
            throw new IllegalArgumentException("its content has SHA-256 " + digest + ", but it names "
                    + root.path(DIGEST).asText());
        }
        ManifestFields fields = new ManifestFields(content);
        if (fields.whole("format") != FORMAT) {
            throw new IllegalArgumentException("format is " + fields.whole("format") + ", not " + FORMAT);
        }
        List<SnapshotFile> files = new ArrayList<>();
        content.path("files").forEach(file -> files.add(file(new ManifestFields(file))));
        return new SnapshotManifest(state(fields.object("state")), files);
    }

    private static ObjectNode state(SnapshotState state) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("step", state.step())
                .put("epoch", state.epoch())
                .put("schedule_position", state.schedulePosition())
                .put("seed", state.seed())
                .put("spec_digest", state.digests().spec())
                .put("data_digest", state.digests().data())
                .put("verifier_fingerprint", state.digests().verifier());
        ObjectNode cursor = json.putObject("cursor");
        state.cursor().forEach(cursor::put);
        ObjectNode counters = json.putObject("counters");
        state.counters().forEach(counters::put);
        ObjectNode environment = json.putObject("environment");
        state.environment().forEach(environment::put);
        state.best()
                .ifPresent(best -> json.putObject("best")
                        .put("name", best.name())
                        .put("value", best.value())
                        .put("step", best.step()));
        return json;
    }

    private static SnapshotState state(ManifestFields fields) {
        return new SnapshotState(
                fields.whole("step"),
                fields.whole("epoch"),
                fields.whole("schedule_position"),
                fields.whole("seed"),
                map(fields.object("cursor"), name -> fields.object("cursor").whole(name)),
                map(fields.object("counters"), name -> fields.object("counters").whole(name)),
                new RunDigests(
                        fields.text("spec_digest"), fields.text("data_digest"), fields.text("verifier_fingerprint")),
                fields.has("best") ? Optional.of(best(fields.object("best"))) : Optional.empty(),
                map(
                        fields.object("environment"),
                        name -> fields.object("environment").text(name)));
    }

    private static BestMetric best(ManifestFields fields) {
        return new BestMetric(fields.text("name"), fields.number("value"), fields.whole("step"));
    }

    private static SnapshotFile file(ManifestFields fields) {
        return new SnapshotFile(fields.text("name"), fields.whole("size"), fields.text(DIGEST));
    }

    private static <T> Map<String, T> map(ManifestFields fields, Function<String, T> value) {
        Map<String, T> values = new TreeMap<>();
        fields.names().forEach(name -> values.put(name, value.apply(name)));
        return values;
    }
}
