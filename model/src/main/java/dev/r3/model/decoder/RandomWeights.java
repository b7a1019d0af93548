package dev.r3.model.decoder;

import dev.r3.model.checkpoint.FloatTensor;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * Untrained weights as transformers initialises them: matrices normal with mean 0, gains 1, biases 0.
 *
 * @param seed equal seeds give equal weights
 * @param deviation the matrices' standard deviation; {@code initializer_range} in config.json
 */
public record RandomWeights(long seed, double deviation) implements WeightSource {
    private static final int BLOCK = 4096;

    @Override
    public FloatTensor tensor(String name, List<Long> shape) {
        if (shape.size() == 2) {
            return new Normal(mix(name), deviation, shape);
        }
        return new Constant(name.endsWith(".bias") ? 0 : 1, shape);
    }

    private long mix(String name) {
        CRC32 hash = new CRC32();
        hash.update(name.getBytes(StandardCharsets.UTF_8));
        return new SplittableRandom(seed).nextLong() + hash.getValue() * 0x9E3779B97F4A7C15L;
    }

    private record Constant(float value, List<Long> shape) implements FloatTensor {
        @Override
        public void read(long first, FloatBuffer destination) {
            while (destination.hasRemaining()) {
                destination.put(value);
            }
        }
    }

    /** Each block of numbers has its own generator, so that reading may start anywhere. */
    private record Normal(long seed, double deviation, List<Long> shape) implements FloatTensor {
        @Override
        public void read(long first, FloatBuffer destination) {
            long block = first / BLOCK;
            int skipped = (int) (first % BLOCK);
            while (destination.hasRemaining()) {
                float[] values = block(block);
                int count = Math.min(BLOCK - skipped, destination.remaining());
                destination.put(values, skipped, count);
                skipped = 0;
                block++;
            }
        }

        private float[] block(long index) {
            SplittableRandom random = new SplittableRandom(seed ^ (index * 0xD1B54A32D192ED03L));
            float[] values = new float[BLOCK];
            for (int i = 0; i < BLOCK; i += 2) {
                // Box and Muller: two uniform numbers give two normal ones.
                double radius = deviation * Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
                double angle = 2 * Math.PI * random.nextDouble();
                values[i] = (float) (radius * Math.cos(angle));
                values[i + 1] = (float) (radius * Math.sin(angle));
            }
            return values;
        }
    }
}
