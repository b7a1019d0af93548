package dev.r3.verifiers.countdown;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Option;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskGenerator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Makes tasks by combining random numbers until the result is a fitting target, so that each has a solution that uses
 * every number. Row i depends on seed, options and i only.
 */
final class CountdownGenerator implements TaskGenerator {

    private static final int MAX_TRIES = 100_000;

    @Override
    public List<Option> options() {
        return GeneratorSettings.OPTIONS;
    }

    @Override
    public Stream<ObjectNode> generate(long seed, Options options) {
        GeneratorSettings settings = GeneratorSettings.from(options);
        // Options that no task satisfies fail here rather than in the middle of a stream.
        task(seed, 0, settings);
        return LongStream.iterate(0, row -> row + 1)
                .mapToObj(row -> task(seed, row, settings).row());
    }

    private static CountdownTask task(long seed, long row, GeneratorSettings settings) {
        SplittableRandom random = new SplittableRandom(mix(mix(seed) + row));
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            Draw draw = Draw.of(random, settings);
            Optional<CountdownTask> task = draw.solution().flatMap(solution -> settings.task(draw.numbers(), solution));
            if (task.isPresent()) {
                return task.get();
            }
        }
        throw new InvalidOptionException("no task found in %d tries for: %s".formatted(MAX_TRIES, settings));
    }

    /** The finalizer of MurmurHash3: nearby seeds and rows must not start nearby sequences. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
