package dev.r3.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON header of a safetensors file, checked as the format's own reader does: known types, sizes that match the
 * shapes, and byte ranges that tile the data exactly, without overlap, hole or rest.
 *
 * @param tensors by name, in the header's order
 * @param metadata the free strings under {@code __metadata__}
 */
record SafetensorsHeader(Map<String, TensorEntry> tensors, Map<String, String> metadata) {
    /**
     * The format's own reader takes 100 MB. Headers of published models have less than one; this is what the heap
     * surely has room for, whatever is in it.
     */
    static final long LONGEST = 16 << 20;

    private static final String METADATA = "__metadata__";

    SafetensorsHeader {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Map.copyOf(metadata);
    }

    /**
     * @param json the header's bytes, untrusted
     * @param dataBytes bytes of the file behind the header
     */
    static SafetensorsHeader parse(Path file, byte[] json, long dataBytes) {
        JsonNode root = StrictJson.parse(file, "header", json);
        if (!root.isObject()) {
            throw new CheckpointException(
                    file, "header", "a JSON object", root.getNodeType().toString());
        }
        Map<String, TensorEntry> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        root.properties().forEach(property -> {
            if (property.getKey().equals(METADATA)) {
                metadata.putAll(strings(file, property.getValue()));
            } else {
                tensors.put(property.getKey(), entry(file, property.getKey(), property.getValue()));
            }
        });
        requireTiled(file, tensors, dataBytes);
        return new SafetensorsHeader(tensors, metadata);
    }

    private static Map<String, String> strings(Path file, JsonNode node) {
        Map<String, String> strings = new LinkedHashMap<>();
        if (!node.isObject()) {
            throw new CheckpointException(file, METADATA, "an object of strings", node.toString());
        }
        node.properties().forEach(property -> {
            if (!property.getValue().isTextual()) {
                throw new CheckpointException(
                        file,
                        METADATA,
                        "a string for " + property.getKey(),
                        property.getValue().toString());
            }
            strings.put(property.getKey(), property.getValue().textValue());
        });
        return strings;
    }

    private static TensorEntry entry(Path file, String name, JsonNode node) {
        if (!node.isObject() || node.size() != 3) {
            throw new CheckpointException(file, name, "an object of dtype, shape and data_offsets", node.toString());
        }
        ElementType type = type(file, name, node.path("dtype"));
        List<Long> shape = naturals(file, name, "shape", node.path("shape"));
        List<Long> offsets = naturals(file, name, "data_offsets", node.path("data_offsets"));
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw new CheckpointException(file, name, "data_offsets [begin, end]", offsets.toString());
        }
        long bytes = offsets.get(1) - offsets.get(0);
        long expected = bytes(file, name, type, shape);
        if (bytes != expected) {
            throw new CheckpointException(file, name, expected + " bytes for " + type + " " + shape, bytes + " bytes");
        }
        return new TensorEntry(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private static ElementType type(Path file, String name, JsonNode node) {
        for (ElementType type : ElementType.values()) {
            if (type.name().equals(node.textValue())) {
                return type;
            }
        }
        throw new CheckpointException(file, name, "a dtype of the format (F32, F16, BF16, …)", node.toString());
    }

    private static List<Long> naturals(Path file, String name, String key, JsonNode node) {
        List<Long> naturals = new ArrayList<>();
        if (!node.isArray()) {
            throw new CheckpointException(file, name, key + " as an array", node.toString());
        }
        for (JsonNode element : node) {
            if (!element.isIntegralNumber() || !element.canConvertToLong() || element.longValue() < 0) {
                throw new CheckpointException(file, name, key + " of whole numbers from 0", element.toString());
            }
            naturals.add(element.longValue());
        }
        return naturals;
    }

    private static long bytes(Path file, String name, ElementType type, List<Long> shape) {
        try {
            long bytes = type.bytes();
            for (long size : shape) {
                bytes = Math.multiplyExact(bytes, size);
            }
            return bytes;
        } catch (ArithmeticException overflow) {
            throw new CheckpointException(file, name, "a size below 2^63 bytes", type + " " + shape);
        }
    }

    private static void requireTiled(Path file, Map<String, TensorEntry> tensors, long dataBytes) {
        List<TensorEntry> ordered = new ArrayList<>(tensors.values());
        ordered.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        long covered = 0;
        for (TensorEntry entry : ordered) {
            if (entry.end() > dataBytes) {
                throw new CheckpointException(
                        file, entry.name(), "data within " + dataBytes + " bytes", "an end at " + entry.end());
            }
            if (entry.begin() != covered) {
                String fault = entry.begin() < covered ? " (overlap)" : " (hole)";
                throw new CheckpointException(
                        file, entry.name(), "data from byte " + covered, "a begin at " + entry.begin() + fault);
            }
            covered = entry.end();
        }
        if (covered != dataBytes) {
            throw new CheckpointException(
                    file, "header", "tensors over all " + dataBytes + " bytes", covered + " bytes");
        }
    }
}
