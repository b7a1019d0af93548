package dev.r3.model.lora;

import static java.util.Objects.requireNonNull;

import dev.r3.model.checkpoint.FloatTensor;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * An adapter to start training from, as PEFT starts: A uniform in ± 1 / √in, which is He's initialisation (arXiv
 * 1502.01852) with a = √5, and B zero, so that the model is the base.
 *
 * @param seed equal seeds give equal weights
 */
public record FreshAdapter(LoraConfig config, long seed) implements LoraAdapter {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    public FreshAdapter {
        requireNonNull(config, "config is null");
    }

    @Override
    public FloatTensor tensor(String name, List<Long> shape) {
        return LoraFactor.B.names(name)
                ? new Zeros(shape)
                : new Uniform(seedOf(name), (float) (1 / Math.sqrt(shape.get(1))), shape);
    }

    /** It has whatever it is asked for. */
    @Override
    public void requireNames(Set<String> names) {}

    private long seedOf(String name) {
        long mixed = mix(seed);
        for (byte part : name.getBytes(StandardCharsets.UTF_8)) {
            mixed = mix(mixed + part);
        }
        return mixed;
    }

    /**
     * SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, figure 16. Its i-th
     * number is a function of the seed and i.
     */
    private static long mix(long state) {
        long z = state + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private record Zeros(List<Long> shape) implements FloatTensor {
        @Override
        public void read(long first, FloatBuffer destination) {
            while (destination.hasRemaining()) {
                destination.put(0);
            }
        }
    }

    private record Uniform(long seed, float bound, List<Long> shape) implements FloatTensor {
        private static final float LEAST = 0x1p-24f;

        @Override
        public void read(long first, FloatBuffer destination) {
            for (long i = first; destination.hasRemaining(); i++) {
                float unit = (mix(seed + i * GOLDEN) >>> 40) * LEAST;
                destination.put((2 * unit - 1) * bound);
            }
        }
    }
}
