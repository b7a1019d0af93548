package dev.r3.model.tokenizer.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A byte-level BPE vocabulary: bytes, merged pieces, added tokens, numbered in this order.
 */
public final class TrainedVocabulary {
    private final List<Merge> merges;
    private final List<String> addedTokens;

    TrainedVocabulary(List<Merge> merges, List<String> addedTokens) {
        this.merges = List.copyOf(merges);
        this.addedTokens = List.copyOf(addedTokens);
    }

    /** How many tokens there are. */
    public int size() {
        return pieces().size() + addedTokens.size();
    }

    List<Merge> merges() {
        return merges;
    }

    List<String> addedTokens() {
        return addedTokens;
    }

    /** The numbers of bytes and merged pieces. */
    Map<String, Integer> pieces() {
        Map<String, Integer> ids = new LinkedHashMap<>();
        List<String> all = new ArrayList<>(ByteAlphabet.all());
        merges.forEach(merge -> all.add(merge.joined()));
        // Two ways to the same piece are one piece.
        all.forEach(piece -> ids.putIfAbsent(piece, ids.size()));
        return ids;
    }

    /** The number of an added token. */
    int id(String addedToken) {
        return pieces().size() + addedTokens.indexOf(addedToken);
    }
}
