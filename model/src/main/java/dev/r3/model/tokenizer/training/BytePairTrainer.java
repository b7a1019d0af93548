package dev.r3.model.tokenizer.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Learns a vocabulary (Sennrich, Haddow, Birch, arXiv 1508.07909): of all pairs of neighbouring pieces the most frequent
 * becomes a piece, again and again; of equally frequent ones the first in order. Equal texts give equal vocabularies.
 */
public final class BytePairTrainer {
    private static final int LEAST_COUNT = 2;

    private final TokenizerPlan plan;
    private final Pattern wholeTokens;
    private final SortedMap<String, Long> words = new TreeMap<>();

    public BytePairTrainer(TokenizerPlan plan) {
        this.plan = plan;
        // Of those that begin at a place the longest counts.
        this.wholeTokens = Pattern.compile(plan.addedTokens().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    /** Counts a text's words. */
    public void add(String text) {
        int from = 0;
        Matcher token = wholeTokens.matcher(text);
        while (token.find()) {
            count(text.substring(from, token.start()));
            from = token.end();
        }
        count(text.substring(from));
    }

    private void count(String text) {
        WordSplit.words(text).forEach(word -> words.merge(word, 1L, Long::sum));
    }

    /** The vocabulary of what was added; smaller than planned if nothing is left to merge. */
    public TrainedVocabulary train() {
        List<Merge> merges = new ArrayList<>();
        List<Word> spelled = words.entrySet().stream()
                .map(word -> new Word(ByteAlphabet.spell(word.getKey()), word.getValue()))
                .collect(Collectors.toCollection(ArrayList::new));
        int most = plan.vocabularySize()
                - ByteAlphabet.all().size()
                - plan.addedTokens().size();
        while (merges.size() < most) {
            Map<Merge, Long> counts = counts(spelled);
            Merge best = counts.entrySet().stream()
                    .filter(pair -> pair.getValue() >= LEAST_COUNT)
                    .max(Comparator.comparing((Map.Entry<Merge, Long> pair) -> pair.getValue())
                            .thenComparing(Map.Entry::getKey, Merge.ORDER.reversed()))
                    .map(Map.Entry::getKey)
                    .orElse(null);
            if (best == null) {
                break;
            }
            merges.add(best);
            spelled.replaceAll(word -> word.after(best));
        }
        return new TrainedVocabulary(merges, plan.addedTokens());
    }

    private static Map<Merge, Long> counts(List<Word> words) {
        Map<Merge, Long> counts = new HashMap<>();
        for (Word word : words) {
            for (int i = 0; i + 1 < word.pieces().size(); i++) {
                counts.merge(new Merge(word.pieces().get(i), word.pieces().get(i + 1)), word.count(), Long::sum);
            }
        }
        return counts;
    }

    private record Word(List<String> pieces, long count) {
        Word after(Merge merge) {
            return new Word(merge.in(pieces), count);
        }
    }
}
