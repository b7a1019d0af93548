package dev.r3.verifiers.functioncalling.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.Option;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskGenerator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Makes rows in xlam's layout out of the catalogue: {@code id}, {@code query}, {@code answers}, {@code tools}. A query
 * says every value that is not a default, so that it determines its calls. A row depends on the seed, the options and
 * its number only.
 */
public final class FunctionCallingGenerator implements TaskGenerator {

    private static final String CALLS = "calls";
    private static final String TOOLS_OFFERED = "tools-offered";
    private static final int MOST_CALLS = 8;

    private final List<CatalogueTool> catalogue = Catalogue.load();

    @Override
    public List<Option> options() {
        return List.of(
                new Option(CALLS, "1-3", "how many calls a task needs: a number or a range, at most " + MOST_CALLS),
                new Option(
                        TOOLS_OFFERED,
                        "3-5",
                        "how many tools a task offers: a number or a range, at most " + catalogue.size()));
    }

    @Override
    public Stream<ObjectNode> generate(long seed, Options options) {
        CountRange calls = CountRange.of(options, CALLS, MOST_CALLS);
        CountRange offered = CountRange.of(options, TOOLS_OFFERED, catalogue.size());
        return LongStream.iterate(0, number -> number + 1)
                .mapToObj(number -> RowDraft.draw(catalogue, calls, offered, random(seed, number))
                        .row(number));
    }

    /** Numbers of a row's own. */
    private static Random random(long seed, long number) {
        return new Random(mix(mix(seed) + number));
    }

    /** SplitMix64's finalizer: rows with numbers side by side get seeds far apart. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
