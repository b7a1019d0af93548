package dev.r3.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.CanonicalJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestJsonTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final SnapshotManifest MANIFEST = new SnapshotManifest(
            Samples.state(5, Optional.of(new BestMetric("m", 0.1, 4))),
            List.of(new SnapshotFile("model/a", 3, "0".repeat(64))));

    @Property(tries = 100)
    void readsWhatItWrites(
            @ForAll @LongRange(min = 0, max = 99_999_999) long step,
            @ForAll @LongRange(min = 0) long epoch,
            @ForAll long seed,
            @ForAll double value,
            @ForAll @NotBlank String digest,
            @ForAll Map<@AlphaChars @StringLength(min = 1, max = 8) String, Long> cursor,
            @ForAll Map<@AlphaChars @StringLength(min = 1, max = 8) String, String> environment)
            throws JsonProcessingException {
        SnapshotState state = new SnapshotState(
                step,
                epoch,
                step,
                seed,
                cursor,
                Map.of("idle", seed),
                new RunDigests(digest, "data", "verifier"),
                Optional.of(new BestMetric("m", value, step / 2)),
                environment);
        SnapshotManifest manifest = new SnapshotManifest(state, MANIFEST.files());

        assertThat(ManifestJson.read(MAPPER.readTree(ManifestJson.write(manifest))))
                .usingRecursiveComparison()
                .withEqualsForType((one, other) -> one.doubleValue() == other.doubleValue(), Double.class)
                .isEqualTo(manifest);
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                forgery(
                        "a name that climbs",
                        "no name of a file",
                        root -> file(root).put("name", "../x")),
                forgery(
                        "an absolute name",
                        "no name of a file",
                        root -> file(root).put("name", "/tmp/x")),
                forgery(
                        "a size of text",
                        "size is not a whole number",
                        root -> file(root).put("size", "3")),
                forgery("a broken digest", "no SHA-256", root -> file(root).put("sha256", "xyz")),
                forgery(
                        "a file named twice",
                        "named twice",
                        root -> root.withArray("files").add(file(root).deepCopy())),
                forgery("another format", "format is 2, not 1", root -> root.put("format", 2)),
                forgery("no state", "state is not an object", root -> root.remove("state")),
                forgery(
                        "no step",
                        "step is not a whole number",
                        root -> state(root).remove("step")),
                forgery(
                        "a fraction of a step",
                        "step is not a whole number",
                        root -> state(root).put("step", 1.5)),
                forgery(
                        "a cursor of text",
                        "window is not a whole number",
                        root -> state(root).withObject("/cursor").put("window", "x")),
                forgery(
                        "a number as a digest",
                        "spec_digest is not a string",
                        root -> state(root).put("spec_digest", 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void refusesAManifestWithARightDigestAndWrongContent(String what, String message, Consumer<ObjectNode> change)
            throws JsonProcessingException {
        ObjectNode root = (ObjectNode) MAPPER.readTree(ManifestJson.write(MANIFEST));
        root.remove("sha256");
        change.accept(root);
        root.put("sha256", CanonicalJson.sha256(root));

        assertThatThrownBy(() -> ManifestJson.read(root))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void refusesAManifestWithoutARightDigest(String what, String message, Consumer<ObjectNode> change)
            throws JsonProcessingException {
        ObjectNode root = (ObjectNode) MAPPER.readTree(ManifestJson.write(MANIFEST));
        change.accept(root);

        assertThatThrownBy(() -> ManifestJson.read(root)).hasMessageContaining("its content has SHA-256");
    }

    private static Arguments forgery(String what, String message, Consumer<ObjectNode> change) {
        return Arguments.of(what, message, change);
    }

    private static ObjectNode file(JsonNode root) {
        return (ObjectNode) root.path("files").path(0);
    }

    private static ObjectNode state(JsonNode root) {
        return (ObjectNode) root.path("state");
    }
}
