package dev.r3.model.train;

import dev.r3.model.checkpoint.FloatTensor;
import java.nio.FloatBuffer;
import java.util.List;

/** A tensor times a factor. */
record Scaled(FloatTensor tensor, float factor) implements FloatTensor {
    @Override
    public List<Long> shape() {
        return tensor.shape();
    }

    @Override
    public void read(long first, FloatBuffer destination) {
        int start = destination.position();
        tensor.read(first, destination);
        for (int i = start; i < destination.position(); i++) {
            destination.put(i, destination.get(i) * factor);
        }
    }
}
