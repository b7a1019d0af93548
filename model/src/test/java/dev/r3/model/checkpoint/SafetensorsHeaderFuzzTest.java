package dev.r3.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever the header's bytes: the tensors tile the data, or one CheckpointException says why not. */
class SafetensorsHeaderFuzzTest {
    private static final Path FILE = Path.of("fuzzed.safetensors");
    private static final int DATA_BYTES = 64;

    @FuzzTest
    void anyBytes(byte[] header) {
        check(header);
    }

    @Property(tries = 3000)
    void anyPiecesOfAHeader(@ForAll("pieces") List<String> pieces) {
        check(String.join("", pieces).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 3000)
    void oneChangedByte(@ForAll int position, @ForAll byte value) {
        byte[] header = ("{\"a\":{\"dtype\":\"F32\",\"shape\":[2,4],\"data_offsets\":[0,32]},"
                        + "\"b\":{\"dtype\":\"BF16\",\"shape\":[16],\"data_offsets\":[32,64]}}")
                .getBytes(StandardCharsets.UTF_8);
        header[Math.floorMod(position, header.length)] = value;
        check(header);
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"a\"",
                        "\"dtype\"",
                        "\"F32\"",
                        "\"shape\"",
                        "\"data_offsets\"",
                        "[0,64]",
                        "[16]",
                        "1e9",
                        "-1",
                        "9223372036854775807",
                        "null",
                        "\"__metadata__\"",
                        "\"a\":{\"dtype\":\"F32\",\"shape\":[16],\"data_offsets\":[0,64]}")
                .list()
                .ofMaxSize(12);
    }

    private static void check(byte[] bytes) {
        SafetensorsHeader header = parsed(bytes);
        if (header == null) {
            assertThatThrownBy(() -> SafetensorsHeader.parse(FILE, bytes, DATA_BYTES))
                    .hasMessageStartingWith("fuzzed.safetensors: ");
            return;
        }
        long covered = header.tensors().values().stream()
                .mapToLong(entry -> entry.end() - entry.begin())
                .sum();
        assertThat(covered).isEqualTo(DATA_BYTES);
        assertThat(header.tensors().values())
                .allSatisfy(entry -> assertThat(entry.end()).isBetween(entry.begin(), (long) DATA_BYTES));
    }

    private static @Nullable SafetensorsHeader parsed(byte[] bytes) {
        try {
            return SafetensorsHeader.parse(FILE, bytes, DATA_BYTES);
        } catch (CheckpointException expected) {
            return null;
        }
    }
}
