package dev.r3.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
    @TempDir
    Path folder;

    @Test
    void readsAllThreeTypesFromAnyElement() throws IOException {
        String header = "{'__metadata__':{'format':'pt'},"
                + "'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
                + "'b':{'dtype':'BF16','shape':[1,2],'data_offsets':[8,12]},"
                + "'c':{'dtype':'F16','shape':[2],'data_offsets':[12,16]}}";
        ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(1.5f).putFloat(-2).putShort((short) 0x3F80).putShort((short) 0xC000);
        data.putShort((short) 0x3C00).putShort((short) 0xB800);
        try (SafetensorsFile file = SafetensorsFile.open(file(header, data.array()))) {
            assertThat(file.names()).containsExactly("a", "b", "c");
            assertThat(file.metadata()).containsEntry("format", "pt");
            assertThat(file.tensor("a").toArray()).containsExactly(1.5f, -2);
            assertThat(file.tensor("b").shape()).containsExactly(1L, 2L);
            assertThat(file.tensor("b").toArray()).containsExactly(1, -2);
            float[] last = new float[1];
            file.tensor("c").read(1, FloatBuffer.wrap(last));
            assertThat(last).containsExactly(-0.5f);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "out of range    | {'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}} | a: expected data within 8 bytes, found an end at 12",
                "overlap         | {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | b: expected data from byte 4, found a begin at 0 (overlap)",
                "hole            | {'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | a: expected data from byte 0, found a begin at 4 (hole)",
                "rest            | {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | header: expected tensors over all 8 bytes, found 4 bytes",
                "backwards       | {'a':{'dtype':'F32','shape':[1],'data_offsets':[8,4]}} | a: expected data_offsets [begin, end], found [8, 4]",
                "negative        | {'a':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}} | a: expected data_offsets of whole numbers from 0, found -4",
                "huge offset     | {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,99999999999999999999]}} | a: expected data_offsets of whole numbers from 0, found 99999999999999999999",
                "shape overflow  | {'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}} | a: expected a size below 2^63 bytes, found F32 [4294967296, 4294967296]",
                "size mismatch   | {'a':{'dtype':'F16','shape':[2],'data_offsets':[0,8]}} | a: expected 4 bytes for F16 [2], found 8 bytes",
                "unknown dtype   | {'a':{'dtype':'Q4','shape':[2],'data_offsets':[0,8]}} | a: expected a dtype of the format (F32, F16, BF16, …), found \"Q4\"",
                "duplicate name  | {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | header: expected valid JSON, found Duplicate field 'a'",
                "missing key     | {'a':{'dtype':'F32','shape':[2]}} | a: expected an object of dtype, shape and data_offsets",
                "not an object   | [1] | header: expected a JSON object, found ARRAY",
                "not JSON        | {'a' | header: expected valid JSON",
                "two values      | {} {} | header: expected valid JSON",
                "metadata number | {'__metadata__':{'a':1}} | __metadata__: expected a string for a, found 1",
            })
    void rejectsAHeader(String name, String header, String message) throws IOException {
        Path file = file(header, new byte[8]);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(file + ": " + message);
    }

    @ParameterizedTest(name = "header length {0}")
    @CsvSource({"1152921504606846976", "-1", "9223372036854775807", "3", "100000001"})
    void rejectsAHeaderLength(long length) throws IOException {
        byte[] bytes = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put("{}".getBytes(StandardCharsets.UTF_8))
                .array();
        Path file = Files.write(folder.resolve("x.safetensors"), bytes);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(file + ": header: expected a length of at most 2, found " + Long.toUnsignedString(length));
    }

    @Test
    void rejectsATruncatedFile() throws IOException {
        Path whole = Fixtures.folder("qwen2-tied").resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(whole);
        for (int length : new int[] {0, 7, 8, 100, bytes.length - 1}) {
            Path file = Files.write(folder.resolve("x.safetensors"), Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> SafetensorsFile.open(file)).isInstanceOf(CheckpointException.class);
        }
    }

    @Test
    void rejectsDeepNesting() throws IOException {
        Path file = file("[".repeat(100_000), new byte[0]);
        assertThatThrownBy(() -> SafetensorsFile.open(file)).isInstanceOf(CheckpointException.class);
    }

    @Test
    void rejectsNotANumber() throws IOException {
        byte[] data = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1)
                .putFloat(Float.NaN)
                .array();
        Path path = file("{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}", data);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThatThrownBy(() -> file.tensor("w").toArray())
                    .hasMessage(path + ": w: expected finite weights, found NaN at element 1");
        }
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(data);
        return Files.write(folder.resolve("x.safetensors"), bytes.array());
    }
}
