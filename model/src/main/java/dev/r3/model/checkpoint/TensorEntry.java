package dev.r3.model.checkpoint;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One tensor of a safetensors header.
 *
 * @param begin first byte, counted from the end of the header
 * @param end one past the last byte
 */
public record TensorEntry(String name, ElementType type, List<Long> shape, long begin, long end) {
    public TensorEntry {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        shape = List.copyOf(shape);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("bytes [" + begin + ", " + end + ") of " + name);
        }
    }

    public long elements() {
        return (end - begin) / type.bytes();
    }
}
