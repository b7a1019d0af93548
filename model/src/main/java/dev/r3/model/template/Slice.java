package dev.r3.model.template;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Python's slice of something with a length: the places from the first on, by steps, before the end. */
record Slice(int first, int end, int step) {

    static Slice of(@Nullable Value from, @Nullable Value to, @Nullable Value step, int length) {
        int by = step == null || step == None.NONE ? 1 : Numbers.position(step);
        if (by == 0) {
            throw new ValueException("a slice with step zero");
        }
        int lowest = by > 0 ? 0 : -1;
        int highest = by > 0 ? length : length - 1;
        int first = place(from, by > 0 ? lowest : highest, length);
        int end = place(to, by > 0 ? highest : lowest, length);
        return new Slice(clamp(first, lowest, highest), clamp(end, lowest, highest), by);
    }

    private static int place(@Nullable Value bound, int fallback, int length) {
        if (bound == null || bound == None.NONE) {
            return fallback;
        }
        int place = Numbers.position(bound);
        return place < 0 ? Math.max(place + length, -1) : place;
    }

    private static int clamp(int place, int lowest, int highest) {
        return Math.max(lowest, Math.min(highest, place));
    }

    int[] places() {
        if (step > 0) {
            int count = end <= first ? 0 : (int) ((end - (long) first + step - 1) / step);
            return IntStream.range(0, count).map(i -> first + i * step).toArray();
        }
        int count = end >= first ? 0 : (int) ((first - (long) end - step - 1L) / -(long) step);
        return IntStream.range(0, count).map(i -> first + i * step).toArray();
    }
}
