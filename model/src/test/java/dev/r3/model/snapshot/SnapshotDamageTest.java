package dev.r3.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with the newest snapshot, the one before is given, and the damage is named. */
class SnapshotDamageTest {

    /** Changes a file. */
    @FunctionalInterface
    private interface Change {
        void apply(Path file) throws IOException;
    }

    @TempDir
    private Path root = Path.of("");

    private final RecordingListener listener = new RecordingListener();
    private Path newest = Path.of("");

    @BeforeEach
    void writeTwo() throws IOException {
        try (SnapshotStore store = Samples.open(root, listener)) {
            store.write(Samples.state(1), Samples.files(1));
            newest = store.write(Samples.state(2), Samples.files(2)).folder();
        }
    }

    static Stream<Arguments> damages() {
        List<Arguments> rows = new ArrayList<>();
        for (String file : Stream.concat(Samples.FILES.stream(), Stream.of("manifest.json"))
                .toList()) {
            rows.add(row(file, "a flipped bit", path -> flip(path, 99)));
            rows.add(row(file, "cut in the middle", path -> resize(path, Files.size(path) / 2)));
            rows.add(row(file, "one byte short", path -> resize(path, Files.size(path) - 1)));
            rows.add(row(file, "one byte more", path -> resize(path, Files.size(path) + 1)));
            rows.add(row(file, "emptied", path -> resize(path, 0)));
            rows.add(row(file, "deleted", Files::delete));
            rows.add(row(file, "a folder in its place", path -> {
                Files.delete(path);
                Files.createDirectory(path);
            }));
            rows.add(row(file, "a link to the same content in its place", path -> {
                Path moved = path.resolveSibling("moved");
                Files.move(path, moved);
                Files.createSymbolicLink(path, moved.toAbsolutePath());
            }));
        }
        rows.add(row("extra", "a file that no one named", path -> Files.writeString(path, "x")));
        rows.add(row("manifest.json", "broken JSON", path -> Files.writeString(path, "{\"state\":")));
        rows.add(row("manifest.json", "other JSON", path -> Files.writeString(path, "[]")));
        rows.add(row(
                "manifest.json",
                "the same names twice",
                path -> Files.writeString(path, Samples.text(path).replaceFirst("\\{", "{\"sha256\":\"x\","))));
        return rows.stream();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("damages")
    void givesTheOneBefore(String file, String what, Change change) throws IOException {
        change.apply(newest.resolve(file));

        assertThat(Samples.latestStep(root, listener)).isEqualTo(1);
        assertThat(listener.damages).singleElement().satisfies(damage -> {
            assertThat(damage.folder()).isEqualTo(newest);
            assertThat(damage.file()).isEqualTo(file);
            assertThat(damage.expected()).isNotEqualTo(damage.found());
        });
    }

    @Test
    void givesTheOneBeforeForAnyFlippedBit() throws IOException {
        Random random = new Random(1);
        for (String file : Stream.concat(Samples.FILES.stream(), Stream.of("manifest.json"))
                .toList()) {
            Path path = newest.resolve(file);
            byte[] whole = Files.readAllBytes(path);
            for (int i = 0; i < 200; i++) {
                flip(path, random.nextInt(8 * whole.length));
                assertThat(Samples.latestStep(root, listener)).isEqualTo(1);
                Files.write(path, whole);
            }
        }
        assertThat(listener.damages).hasSize(800);
        assertThat(Samples.latestStep(root, listener)).isEqualTo(2);
    }

    @Test
    void refusesAManifestThatLeadsOutOfItsFolder() throws IOException {
        Path outside = root.resolve("outside");
        Files.writeString(outside, "secret");
        Path manifest = newest.resolve("manifest.json");
        String whole = Samples.text(manifest);
        for (String name : List.of("../../outside", outside.toString())) {
            ObjectNode forged = (ObjectNode) new JsonMapper().readTree(whole);
            forged.remove("sha256");
            forged.withArray("files")
                    .addObject()
                    .put("name", name)
                    .put("size", 6)
                    .put("sha256", FileDigest.sha256(outside));
            Files.writeString(manifest, CanonicalJson.write(forged.put("sha256", CanonicalJson.sha256(forged))));

            assertThat(Samples.latestStep(root, listener)).isEqualTo(1);
            assertThat(listener.damages)
                    .last()
                    .satisfies(damage ->
                            assertThat(damage.found()).contains("no name of a file inside a snapshot: " + name));
        }
    }

    @Test
    void refusesASnapshotUnderAnotherStepsName() throws IOException {
        Files.move(newest, root.resolve("step-00000009"));

        assertThat(Samples.latestStep(root, listener)).isEqualTo(1);
        assertThat(listener.damages)
                .singleElement()
                .satisfies(damage -> assertThat(damage.found()).isEqualTo("step 2"));
    }

    @Test
    void goesBackAsFarAsItMustAndSetsTheDamagedAside() throws IOException {
        resize(root.resolve("step-00000002/moments.safetensors"), 0);
        try (SnapshotStore store = Samples.open(root, listener)) {
            store.write(Samples.state(3), Samples.files(3));
            resize(root.resolve("step-00000003/moments.safetensors"), 0);

            assertThat(store.latest(Samples.RUN).orElseThrow().state().step()).isEqualTo(1);
            assertThat(listener.damages)
                    .extracting(Damage::folder)
                    .containsExactly(root.resolve("step-00000003"), root.resolve("step-00000002"));

            // The run goes on from step 1 and comes by step 2 again.
            store.write(Samples.state(2), Samples.files(2));
            assertThat(store.latest(Samples.RUN).orElseThrow().state().step()).isEqualTo(2);
        }
        try (Stream<Path> entries = Files.list(root)) {
            assertThat(entries.map(entry -> String.valueOf(entry.getFileName()))
                            .filter(name -> name.startsWith("damaged-")))
                    .hasSize(2);
        }
    }

    @Test
    void givesNoneWhenAllAreDamaged() throws IOException {
        resize(root.resolve("step-00000001/moments.safetensors"), 1);
        resize(root.resolve("step-00000002/moments.safetensors"), 1);

        assertThat(Samples.latestStep(root, listener)).isEqualTo(-1);
        assertThat(listener.damages).hasSize(2);
    }

    private static Arguments row(String file, String what, Change change) {
        return arguments(file, what, change);
    }

    private static void flip(Path file, int bit) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[bit / 8] ^= (byte) (1 << bit % 8);
        Files.write(file, content);
    }

    private static void resize(Path file, long size) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), Math.toIntExact(size)));
    }
}
