package dev.r3.model.decoder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs TorchScript source and attributes as {@code torch.jit.save} does: an uncompressed zip that libtorch loads. */
final class ScriptArchive {
    private static final byte[] EMPTY_TUPLE_PICKLE = {(byte) 0x80, 2, ')', '.'};

    private ScriptArchive() {}

    /**
     * @param className the class in the source that becomes the module
     */
    static byte[] pack(String className, String source, Map<String, ScriptAttribute> attributes) {
        ScriptPickle pickle = new ScriptPickle(className, attributes);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            store(zip, "data.pkl", pickle.bytes());
            store(zip, "code/__torch__.py", ascii(source));
            store(zip, "constants.pkl", EMPTY_TUPLE_PICKLE);
            store(zip, "version", ascii("6\n"));
            store(zip, "byteorder", ascii("little"));
            List<ScriptAttribute.Matrix> storages = pickle.storages();
            for (int i = 0; i < storages.size(); i++) {
                store(zip, "data/" + i, littleEndian(storages.get(i).values()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry("model/" + name);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] littleEndian(List<Float> values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(buffer::putFloat);
        return buffer.array();
    }
}
