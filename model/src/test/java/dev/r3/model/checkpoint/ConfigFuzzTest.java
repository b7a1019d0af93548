package dev.r3.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever config.json says: sizes that fit together, or one CheckpointException that names the file. */
class ConfigFuzzTest {
    private static final Path FILE = Path.of("fuzzed.json");
    private static final List<byte[]> CONFIGS =
            Fixtures.NAMES.stream().map(ConfigFuzzTest::config).toList();

    @FuzzTest
    void anyBytes(byte[] json) {
        check(json);
    }

    @Property(tries = 3000)
    void oneChangedByte(@ForAll int config, @ForAll int position, @ForAll byte value) {
        byte[] json = CONFIGS.get(Math.floorMod(config, CONFIGS.size())).clone();
        json[Math.floorMod(position, json.length)] = value;
        check(json);
    }

    @Property(tries = 3000)
    void oneChangedValue(@ForAll int config, @ForAll int key, @ForAll("values") String value) {
        byte[] json = CONFIGS.get(Math.floorMod(config, CONFIGS.size()));
        ObjectNode changed = (ObjectNode) StrictJson.parse(FILE, "file", json);
        JsonNode scaling = changed.path("rope_scaling");
        ObjectNode parent = scaling instanceof ObjectNode inner && key % 3 == 0 ? inner : changed;
        List<String> names = new ArrayList<>();
        parent.fieldNames().forEachRemaining(names::add);
        parent.set(
                names.get(Math.floorMod(key, names.size())),
                StrictJson.parse(FILE, "value", value.getBytes(StandardCharsets.UTF_8)));
        check(changed.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                "null",
                "true",
                "[]",
                "{}",
                "\"\"",
                "\"x\"",
                "0",
                "-1",
                "1",
                "2",
                "3",
                "7",
                "0.5",
                "1e-300",
                "1e300",
                "2147483647",
                "2147483648",
                "1e99",
                "[1]",
                "[null]",
                "{\"type\":\"longrope\"}",
                "[\"full_attention\"]");
    }

    private static void check(byte[] json) {
        ModelConfig config;
        try {
            config = ModelConfigReader.of(FILE, StrictJson.parse(FILE, "file", json));
        } catch (CheckpointException refused) {
            assertThat(refused).hasMessageMatching("(?s)fuzzed\\.json: .+: expected .+, found .*");
            return;
        }
        AttentionConfig attention = config.attention();
        assertThat(attention.heads() % attention.keyValueHeads()).isZero();
        assertThat(attention.windows()).hasSize(config.layers()).allMatch(window -> window >= 0);
        assertThat(config.rope().rotarySize())
                .isBetween(2, attention.headSize())
                .matches(size -> size % 2 == 0);
        assertThat(config.normEpsilon()).isPositive().isFinite();
        assertThat(config.rope().theta()).isPositive().isFinite();
        if (config.rope().scaling() instanceof RopeScaling.LongRope longRope) {
            assertThat(Stream.concat(longRope.shortFactors().stream(), longRope.longFactors().stream()))
                    .hasSize(config.rope().rotarySize());
        }
    }

    private static byte[] config(String fixture) {
        try {
            return Files.readAllBytes(Fixtures.folder(fixture).resolve(Checkpoint.CONFIG));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
