package dev.r3.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

    @Test
    void readsAMatrixOfWholeNumbers() throws IOException {
        String header = "{'a':{'dtype':'I64','shape':[2,1],'data_offsets':[0,16]},"
                + "'b':{'dtype':'I64','shape':[1],'data_offsets':[16,24]},"
                + "'c':{'dtype':'F32','shape':[1,2],'data_offsets':[24,32]},"
                + "'d':{'dtype':'I64','shape':[2147483647,0],'data_offsets':[32,32]}}";
        ByteBuffer data = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        data.putLong(Long.MIN_VALUE).putLong(7);
        Path path = file(header, data.array());
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.wholeNumbers("a")).isDeepEqualTo(new long[][] {{Long.MIN_VALUE}, {7}});
            assertThatThrownBy(() -> file.wholeNumbers("b"))
                    .hasMessage(path + ": b: expected a matrix of type I64 with elements, found I64 of shape [1]");
            assertThatThrownBy(() -> file.wholeNumbers("c")).hasMessageContaining("found F32 of shape [1, 2]");
            assertThatThrownBy(() -> file.wholeNumbers("d")).hasMessageContaining("shape [2147483647, 0]");
            assertThatThrownBy(() -> file.wholeNumbers("e")).hasMessageContaining("e: expected a tensor");
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
                "one dtype byte  | {'a':{'dtype':4,'shape':[2],'data_offsets':[0,8]}} | a: expected a dtype of the format (F32, F16, BF16, …), found 4",
                "lower case type | {'a':{'dtype':'f32','shape':[2],'data_offsets':[0,8]}} | a: expected a dtype of the format (F32, F16, BF16, …), found \"f32\"",
                "negative size   | {'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | a: expected shape of whole numbers from 0, found -2",
                "two negatives   | {'a':{'dtype':'F32','shape':[-2,-1],'data_offsets':[0,8]}} | a: expected shape of whole numbers from 0, found -2",
                "fractional size | {'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}} | a: expected shape of whole numbers from 0, found 2.0",
                "shape no array  | {'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}} | a: expected shape as an array, found 2",
                "three offsets   | {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}} | a: expected data_offsets [begin, end], found [0, 8, 8]",
                "wraps to 8      | {'a':{'dtype':'F64','shape':[2305843009213693953],'data_offsets':[0,8]}} | a: expected a size below 2^63 bytes, found F64 [2305843009213693953]",
                "another key     | {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':1}} | a: expected an object of dtype, shape and data_offsets",
                "hole between    | {'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},'b':{'dtype':'U8','shape':[2],'data_offsets':[6,8]}} | b: expected data from byte 2, found a begin at 6 (hole)",
                "same bytes      | {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | b: expected data from byte 8, found a begin at 0 (overlap)",
                "control in name | {'a\\u001b[31m':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | header: expected tensors over all 8 bytes, found 4 bytes",
                "empty           | '' | header: expected a JSON object",
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
    @CsvSource({"1152921504606846976", "-1", "9223372036854775807", "-9223372036854775808", "3", "100000001", "1", "0"})
    void rejectsAHeaderLength(long length) throws IOException {
        byte[] bytes = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put("{}".getBytes(StandardCharsets.UTF_8))
                .array();
        Path file = Files.write(folder.resolve("x.safetensors"), bytes);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(file + ": header: expected a length from 2 to 2, found " + Long.toUnsignedString(length));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "UTF-16 text,    feff007b007d",
        "bare UTF-16,    7b007d00",
        "byte order mark, efbbbf7b7d",
        "overlong slash, 7b22c0af223a317d",
        "surrogate,      7b22eda080223a317d",
        "cut sequence,   7b22e6",
    })
    void rejectsAHeaderThatIsNotUtf8Json(String name, String hex) throws IOException {
        Path file = fileOf(HexFormat.of().parseHex(hex), new byte[0]);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageMatching(Pattern.quote(file + ": header: expected ") + "(UTF-8|valid JSON), found .*");
    }

    @Test
    void messagesNeverSteerATerminal() throws IOException {
        Path file = file("{'a\\u001b[31m\\n':3}", new byte[0]);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .hasMessage(file + ": a [31m : expected an object of dtype, shape and data_offsets, found 3");
    }

    @Test
    void saysThatAFileIsMissing() {
        Path file = folder.resolve("none.safetensors");
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(file + ": file: expected a readable file, found no such file");
    }

    @Test
    void rejectsAFileThatShrinksAfterItWasOpened() throws IOException {
        Path path = file("{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}", new byte[8]);
        long size = Files.size(path);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(size - 4);
            }
            assertThatThrownBy(() -> file.tensor("w").toArray())
                    .hasMessage(path + ": w: expected " + size + " bytes, found an end at " + (size - 4));
        }
    }

    @Test
    void readsATensorLargerThanOnePiece() throws IOException {
        int count = (1 << 24) + 3;
        ByteBuffer data = ByteBuffer.allocate(count * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            data.putShort(ShortFloats.toBFloat16(i % 251));
        }
        Path path = file(
                "{'w':{'dtype':'BF16','shape':[" + count + "],'data_offsets':[0," + 2 * count + "]}}", data.array());
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            float[] values = file.tensor("w").toArray();
            for (int i = 0; i < count; i++) {
                if (values[i] != i % 251) {
                    assertThat(values[i]).as("element %s", i).isEqualTo(i % 251);
                }
            }
        }
    }

    @Test
    void rejectsATruncatedFile() throws IOException {
        Path whole = Fixtures.folder("qwen2-tied").resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(whole);
        for (int length : new int[] {0, 7, 8, 100, bytes.length - 1}) {
            Path file = Files.write(folder.resolve("x.safetensors"), Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> SafetensorsFile.open(file))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageStartingWith(file + ": ");
        }
    }

    @Test
    void rejectsDeepNesting() throws IOException {
        Path file = file("[".repeat(100_000), new byte[0]);
        assertThatThrownBy(() -> SafetensorsFile.open(file)).isInstanceOf(CheckpointException.class);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "F32,  0000803f0000c07f, NaN at element 1",
        "F32,  0000807f0000803f, Infinity at element 0",
        "F32,  0000803f000080ff, -Infinity at element 1",
        "BF16, 803f803f803fc07f, NaN at element 3",
        "BF16, 803f80ff803f803f, -Infinity at element 1",
        "F16,  003c003c007c003c, Infinity at element 2",
        "F16,  017c003c003c003c, NaN at element 0",
    })
    void rejectsWeightsThatAreNotFinite(ElementType type, String hex, String found) throws IOException {
        byte[] data = HexFormat.of().parseHex(hex);
        int count = data.length / type.bytes();
        Path path = file(
                "{'w':{'dtype':'" + type + "','shape':[" + count + "],'data_offsets':[0," + data.length + "]}}", data);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThatThrownBy(() -> file.tensor("w").toArray())
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(path + ": w: expected finite weights, found " + found);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"F32", "F16", "BF16"})
    void rejectsWeightsOfOtherTypes(ElementType type) throws IOException {
        String header = "{'w':{'dtype':'" + type + "','shape':[1],'data_offsets':[0," + type.bytes() + "]}}";
        Path path = file(header, new byte[type.bytes()]);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThatThrownBy(() -> file.tensor("w").toArray())
                    .hasMessage(path + ": w: expected F32, F16 or BF16, found " + type);
        }
    }

    private Path file(String header, byte[] data) throws IOException {
        return fileOf(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8), data);
    }

    private Path fileOf(byte[] json, byte[] data) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(data);
        return Files.write(folder.resolve("x.safetensors"), bytes.array());
    }
}
