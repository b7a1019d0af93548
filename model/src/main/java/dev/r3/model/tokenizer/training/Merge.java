package dev.r3.model.tokenizer.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Two neighbouring pieces that become one. */
record Merge(String left, String right) {
    static final Comparator<Merge> ORDER = Comparator.comparing(Merge::left).thenComparing(Merge::right);

    String joined() {
        return left + right;
    }

    /** The pieces with every such pair joined, from left to right. */
    List<String> in(List<String> pieces) {
        List<String> joined = new ArrayList<>(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            boolean here = i + 1 < pieces.size()
                    && pieces.get(i).equals(left)
                    && pieces.get(i + 1).equals(right);
            joined.add(here ? joined() : pieces.get(i));
            i += here ? 1 : 0;
        }
        return joined;
    }
}
