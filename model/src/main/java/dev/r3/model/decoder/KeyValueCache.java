package dev.r3.model.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The keys and values of sequences that are being written: rows of native memory, each holding a sequence's first
 * tokens. Which row holds what is for the caller to know. A lane has one cache at a time.
 *
 * <p>Not safe for use by several threads.
 */
public final class KeyValueCache implements AutoCloseable {
    private final Lane lane;
    private final Decoder decoder;
    private final ScriptModule module;
    private final MultiplyAdds work;
    private long multiplyAdds;
    private boolean closed;
    private int rows;
    private int tokensPerRow;

    private KeyValueCache(Lane lane) {
        this.lane = lane;
        this.decoder = lane.decoder();
        this.module = lane.module();
        this.work = new MultiplyAdds(decoder.config());
    }

    /**
     * An empty cache of the first lane; {@link #resize} gives it room.
     *
     * @throws IllegalStateException if the decoder is closed or has a cache that isn't
     */
    public static KeyValueCache of(Decoder decoder) {
        return of(decoder.lane(0));
    }

    /**
     * An empty cache of a lane; {@link #resize} gives it room.
     *
     * @throws IllegalStateException if the decoder is closed or the lane has a cache that isn't
     */
    public static KeyValueCache of(Lane lane) {
        lane.module().requireOpen();
        KeyValueCache cache = new KeyValueCache(lane);
        lane.lend(cache);
        return cache;
    }

    public int rows() {
        return rows;
    }

    public int tokensPerRow() {
        return tokensPerRow;
    }

    /** Multiply-adds of all matrix products so far, padding and masked keys included, as they are computed too. */
    public long multiplyAdds() {
        return multiplyAdds;
    }

    /** The longest sequence whose keys stay valid as it grows beyond it. See {@link RowExtension#sequenceLength}. */
    public int firstContext() {
        return decoder.rotary().firstContext();
    }

    /** Gives the cache room for so many rows of so many tokens; what it holds within that stays. */
    public void resize(int rows, int tokensPerRow) {
        if (rows < 1 || tokensPerRow < 1) {
            throw new IllegalArgumentException("a cache of " + rows + " rows of " + tokensPerRow + " tokens");
        }
        requireOpen();
        module.call("resize_cache").with(rows).with(tokensPerRow).whole();
        this.rows = rows;
        this.tokensPerRow = tokensPerRow;
    }

    /** Copies a row's first {@code tokens} tokens to the rows from {@code first} until before {@code end}. */
    public void copy(int row, int first, int end, int tokens) {
        requireRow(row);
        requireRow(first);
        requireRow(end - 1);
        if (tokens < 0 || tokens > tokensPerRow) {
            throw new IllegalArgumentException(tokens + " tokens of a row of " + tokensPerRow);
        }
        module.call("copy_row").with(row).with(first).with(end).with(tokens).whole();
    }

    /**
     * Appends tokens to rows and scores what follows each row's last one: float32 [extensions, vocabulary], in the
     * scope.
     *
     * @throws IllegalArgumentException for a token outside of the vocabulary or a row that is too short
     */
    public NDArray extend(NDManager scope, List<RowExtension> extensions) {
        int B = extensions.size();
        int T = extensions.stream().mapToInt(RowExtension::size).max().orElse(0);
        long[] tokens = new long[B * T];
        long[] positions = new long[B * T];
        long[] last = new long[B];
        for (int b = 0; b < B; b++) {
            RowExtension extension = extensions.get(b);
            requireRoom(
                    extension.row(), extension.start() + T - extension.trunk().length());
            int[] appended = extension.tokens();
            for (int t = 0; t < T; t++) {
                // Padding stands behind the row's end, where the next tokens will overwrite it.
                tokens[b * T + t] = t < appended.length ? appended[t] : 0;
                positions[b * T + t] = extension.start() + (long) t;
                decoder.requireToken(tokens[b * T + t]);
            }
            last[b] = (long) b * T + appended.length - 1;
        }
        int seen = extensions.stream()
                .mapToInt(extension -> extension.end() - extension.trunk().length())
                .max()
                .orElseThrow();
        Trunks trunks = new Trunks(extensions.stream().map(RowExtension::trunk).toList());
        long[] rows = extensions.stream().mapToLong(RowExtension::row).toArray();
        int[] lengths =
                extensions.stream().mapToInt(RowExtension::sequenceLength).toArray();
        Shape shape = new Shape(B, T);
        multiplyAdds += work.extend(B, T, seen + trunks.seen());
        try (NDManager inputs = lane.newScope()) {
            return module.call("extend")
                    .with(inputs.create(tokens, shape))
                    .with(inputs.create(positions, shape))
                    .with(inputs.create(frequencies(lengths)))
                    .with(inputs.create(rows))
                    .with(seen)
                    .with(inputs.create(trunks.rows()))
                    .with(inputs.create(trunks.offsets(), new Shape(B, 1)))
                    .with(trunks.seen())
                    .with(inputs.create(last))
                    .tensor(scope);
        }
    }

    /**
     * Appends a token to each of the first rows, and draws the next.
     *
     * @param steps for each of those rows, in their order
     */
    public List<Draw> step(List<RowStep> steps) {
        int B = steps.size();
        for (int row = 0; row < B; row++) {
            RowStep step = steps.get(row);
            requireRoom(row, step.length() + 1 - step.trunk().length());
            decoder.requireToken(step.token());
        }
        int[] grown = steps.stream().mapToInt(step -> step.length() + 1).toArray();
        int seen = steps.stream()
                .mapToInt(step -> step.length() + 1 - step.trunk().length())
                .max()
                .orElseThrow();
        Trunks trunks = new Trunks(steps.stream().map(RowStep::trunk).toList());
        Trunks.Groups groups = trunks.groups();
        Shape column = new Shape(B, 1);
        multiplyAdds += work.step(B, seen, groups.computed, trunks.seen());
        try (NDManager inputs = lane.newScope()) {
            ScriptModule.Call call = module.call("step")
                    .with(inputs.create(steps.stream().mapToLong(RowStep::token).toArray(), column))
                    .with(inputs.create(
                            steps.stream().mapToLong(RowStep::length).toArray(), column))
                    .with(inputs.create(frequencies(grown)))
                    .with(inputs.create(IntStream.range(0, B).asLongStream().toArray()))
                    .with(seen)
                    .with(inputs.create(groups.trunks))
                    .with(groups.firstTrunk)
                    .with(groups.endTrunk)
                    .with(inputs.create(trunks.offsets(), column))
                    .with(trunks.seen())
                    .with(inputs.create(groups.members))
                    .with(inputs.create(groups.places));
            return new DrawRules(steps.stream().map(RowStep::rule).toList()).draws(inputs, call);
        }
    }

    /**
     * Draws a token for each rule.
     *
     * @param logits float32 [any, vocabulary]
     * @param rows for each rule the row of scores it draws from
     */
    public List<Draw> draw(NDArray logits, int[] rows, List<DrawRule> rules) {
        requireOpen();
        try (NDManager inputs = lane.newScope()) {
            ScriptModule.Call call = module.call("draw_from").with(logits).with(inputs.create(longs(rows)));
            return new DrawRules(rules).draws(inputs, call);
        }
    }

    /** The probabilities a draw has, [vocabulary], from one row of scores [1, vocabulary]. */
    public float[] distribution(NDArray logits, DrawRule rule) {
        try (NDManager inputs = lane.newScope()) {
            return new DrawRules(List.of(rule))
                    .distribution(inputs, module.call("distribution").with(logits));
        }
    }

    /** Frees the rows, unless the decoder's end did. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        lane.takeBack(this);
        if (module.isOpen()) {
            module.call("release_cache").whole();
        }
        rows = 0;
        tokensPerRow = 0;
    }

    private long[] frequencies(int[] lengths) {
        return Arrays.stream(lengths)
                .mapToLong(length -> decoder.rotary().rowFor(length))
                .toArray();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the cache is closed");
        }
    }

    private void requireRow(int row) {
        requireOpen();
        if (row < 0 || row >= rows) {
            throw new IllegalArgumentException("row " + row + " in a cache of " + rows);
        }
    }

    private void requireRoom(int row, int tokens) {
        requireRow(row);
        if (tokens > tokensPerRow) {
            throw new IllegalArgumentException(tokens + " tokens in a row of " + tokensPerRow);
        }
    }

    private static long[] longs(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }
}
