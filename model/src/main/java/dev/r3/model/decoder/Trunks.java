package dev.r3.model.decoder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A batch's trunks as the script takes them; see attend_with_trunk in decoder.py. */
final class Trunks {
    private final List<Trunk> ofRows;

    Trunks(List<Trunk> ofRows) {
        this.ofRows = ofRows;
    }

    /** The longest part of a trunk that a row goes on from; 0 if none does. */
    int seen() {
        return ofRows.stream().mapToInt(Trunk::length).max().orElse(0);
    }

    /** For each row, how much of its trunk comes before its own tokens. */
    long[] offsets() {
        return ofRows.stream().mapToLong(Trunk::length).toArray();
    }

    /** For each row its trunk's row; any for a row without one. */
    long[] rows() {
        return ofRows.stream().mapToLong(Trunk::row).toArray();
    }

    /** Rows of the same trunk together. */
    Groups groups() {
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        Map<Integer, Integer> sizes = new LinkedHashMap<>();
        for (Trunk trunk : ofRows) {
            if (trunk.length() > 0) {
                numbers.putIfAbsent(trunk.row(), numbers.size());
                sizes.merge(trunk.row(), 1, Integer::sum);
            }
        }
        int most = sizes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        long[] members = new long[numbers.size() * most];
        long[] places = new long[ofRows.size()];
        int[] next = new int[numbers.size()];
        for (int row = 0; row < ofRows.size(); row++) {
            if (ofRows.get(row).length() > 0) {
                int number = numbers.getOrDefault(ofRows.get(row).row(), 0);
                int place = number * most + next[number]++;
                members[place] = row;
                places[row] = place;
            }
        }
        return new Groups(
                numbers.keySet().stream().mapToLong(Integer::longValue).toArray(), members, places);
    }

    private static boolean countsUp(long[] values) {
        return IntStream.range(1, values.length).allMatch(i -> values[i] == values[i - 1] + 1);
    }

    private static boolean areInOrder(long[] members, long[] places) {
        return members.length == places.length && members.length > 0 && members[0] == 0 && countsUp(members);
    }

    /** Arrays for the script. */
    static final class Groups {
        final long[] trunks;
        final long[] members;
        final long[] places;
        /** Where the trunks' rows begin and end; the same if they aren't one after the other. */
        final long firstTrunk;

        final long endTrunk;
        /** Rows that attention to trunks computes. */
        final int computed;

        private Groups(long[] trunks, long[] members, long[] places) {
            boolean inOrder = areInOrder(members, places);
            this.trunks = trunks;
            this.members = inOrder ? new long[0] : members;
            this.places = inOrder ? new long[0] : places;
            boolean consecutive = trunks.length > 0 && countsUp(trunks);
            this.firstTrunk = consecutive ? trunks[0] : 0;
            this.endTrunk = consecutive ? trunks[0] + trunks.length : 0;
            this.computed = members.length;
        }
    }
}
