package dev.r3.model.decoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a forward pass of training reads. Trunks are whole sequences, or prefixes that branches go on from: a trunk is
 * computed once however many do. Judged tokens are those whose log-probability matters.
 */
public final class TrainingBatch {
    private final List<Trunk> trunks;
    private final List<Branch> branches;
    private final List<Judged> judged;

    private TrainingBatch(Builder builder) {
        this.trunks = List.copyOf(builder.trunks);
        this.branches = List.copyOf(builder.branches);
        this.judged = List.copyOf(builder.judged);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** J, how many tokens are judged. */
    public int judged() {
        return judged.size();
    }

    /** Tokens that a pass computes, padding included. */
    public long tokens() {
        return (long) trunks.size() * trunkWidth() + (long) branches.size() * branchWidth();
    }

    /** Collects a batch. Indices count from 0 in the order of the calls. */
    public static final class Builder {
        private final List<Trunk> trunks = new ArrayList<>();
        private final List<Branch> branches = new ArrayList<>();
        private final List<Judged> judged = new ArrayList<>();

        private Builder() {}

        /** Adds a sequence that others may go on from; its index. */
        public int trunk(int[] tokens) {
            int[] one = new int[tokens.length];
            Arrays.fill(one, 1);
            return trunk(tokens, one, IntStream.range(0, tokens.length).toArray());
        }

        /**
         * Adds a row of several documents; its index.
         *
         * @param documents for each token the number of its document, from 1; it sees that document alone
         * @param positions for each token its place in its document, from 0
         */
        public int trunk(int[] tokens, int[] documents, int[] positions) {
            if (tokens.length == 0 || documents.length != tokens.length || positions.length != tokens.length) {
                throw new IllegalArgumentException("a row of %d tokens, %d documents and %d positions"
                        .formatted(tokens.length, documents.length, positions.length));
            }
            trunks.add(new Trunk(tokens.clone(), documents.clone(), positions.clone()));
            return trunks.size() - 1;
        }

        /** Adds a sequence that goes on from a trunk; its index. */
        public int branch(int trunk, int[] tokens) {
            if (tokens.length == 0) {
                throw new IllegalArgumentException("a branch without tokens");
            }
            if (trunk < 0 || trunk >= trunks.size()) {
                throw new IllegalArgumentException("trunk " + trunk + " of " + trunks.size());
            }
            branches.add(new Branch(trunk, tokens.clone()));
            return branches.size() - 1;
        }

        /** Judges a trunk's token; not the first, which nothing predicts. */
        public Builder judgeTrunk(int trunk, int place) {
            requirePlace(place, 1, trunks.get(trunk).tokens.length);
            judged.add(new Judged(false, trunk, place));
            return this;
        }

        /** Judges a branch's token. */
        public Builder judgeBranch(int branch, int place) {
            requirePlace(place, 0, branches.get(branch).tokens.length);
            judged.add(new Judged(true, branch, place));
            return this;
        }

        /**
         * The batch.
         *
         * @throws IllegalArgumentException if nothing is judged
         */
        public TrainingBatch build() {
            if (judged.isEmpty()) {
                throw new IllegalArgumentException("no token is judged");
            }
            return new TrainingBatch(this);
        }

        private static void requirePlace(int place, int first, int end) {
            if (place < first || place >= end) {
                throw new IllegalArgumentException("place " + place + " is not in [" + first + ", " + end + ")");
            }
        }
    }

    // ---- as decoder.py reads it: N trunks of P, B branches of R, n = N * P + B * R ----

    int trunkCount() {
        return trunks.size();
    }

    int trunkWidth() {
        return trunks.stream().mapToInt(trunk -> trunk.tokens.length).max().orElse(0);
    }

    int branchCount() {
        return branches.size();
    }

    int branchWidth() {
        return branches.stream().mapToInt(branch -> branch.tokens.length).max().orElse(0);
    }

    long[] trunkTokens() {
        return padded(trunks.stream().map(trunk -> trunk.tokens).toList(), trunkWidth());
    }

    long[] trunkPositions() {
        return padded(trunks.stream().map(trunk -> trunk.positions).toList(), trunkWidth());
    }

    long[] documents() {
        return padded(trunks.stream().map(trunk -> trunk.documents).toList(), trunkWidth());
    }

    long[] branchTokens() {
        return padded(branches.stream().map(branch -> branch.tokens).toList(), branchWidth());
    }

    /** Padding goes on counting. */
    long[] branchPositions() {
        int R = branchWidth();
        return branches.stream()
                .flatMapToLong(branch -> IntStream.range(0, R).mapToLong(r -> (long) trunkLength(branch) + r))
                .toArray();
    }

    long[] owners() {
        return branches.stream().mapToLong(branch -> branch.trunk).toArray();
    }

    /** Of each of the n tokens the length of the sequence that it belongs to. */
    int[] sequenceLengths() {
        int[] ofTrunks = new int[trunks.size()];
        for (int n = 0; n < ofTrunks.length; n++) {
            ofTrunks[n] = 1 + IntStream.of(trunks.get(n).positions).max().orElse(0);
        }
        for (Branch branch : branches) {
            // The keys of a trunk are turned once for all that go on from it.
            ofTrunks[branch.trunk] = Math.max(ofTrunks[branch.trunk], trunkLength(branch) + branch.tokens.length);
        }
        return IntStream.concat(
                        IntStream.range(0, trunks.size())
                                .flatMap(n ->
                                        IntStream.generate(() -> ofTrunks[n]).limit(trunkWidth())),
                        branches.stream()
                                .flatMapToInt(branch -> IntStream.generate(() -> ofTrunks[branch.trunk])
                                        .limit(branchWidth())))
                .toArray();
    }

    /** The longest sequence, trunk included. */
    int longest() {
        return IntStream.of(sequenceLengths()).max().orElse(0);
    }

    /** For each judged token the index, of the n, of the token before it. */
    long[] judgedAt() {
        int P = trunkWidth();
        long behindTrunks = (long) trunks.size() * P;
        return judged.stream()
                .mapToLong(token -> {
                    if (!token.ofBranch) {
                        return (long) token.index * P + token.place - 1;
                    }
                    Branch branch = branches.get(token.index);
                    return token.place > 0
                            ? behindTrunks + (long) token.index * branchWidth() + token.place - 1
                            : (long) branch.trunk * P + trunkLength(branch) - 1;
                })
                .toArray();
    }

    long[] targets() {
        return judged.stream()
                .mapToLong(token -> token.ofBranch
                        ? branches.get(token.index).tokens[token.place]
                        : trunks.get(token.index).tokens[token.place])
                .toArray();
    }

    private int trunkLength(Branch branch) {
        return trunks.get(branch.trunk).tokens.length;
    }

    private static long[] padded(List<int[]> rows, int width) {
        long[] all = new long[rows.size() * width];
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < rows.get(row).length; i++) {
                all[row * width + i] = rows.get(row)[i];
            }
        }
        return all;
    }

    private static final class Trunk {
        private final int[] tokens;
        private final int[] documents;
        private final int[] positions;

        private Trunk(int[] tokens, int[] documents, int[] positions) {
            this.tokens = tokens;
            this.documents = documents;
            this.positions = positions;
        }
    }

    private static final class Branch {
        private final int trunk;
        private final int[] tokens;

        private Branch(int trunk, int[] tokens) {
            this.trunk = trunk;
            this.tokens = tokens;
        }
    }

    private record Judged(boolean ofBranch, int index, int place) {}
}
