package dev.r3.model.supervised;

import dev.r3.model.tokenizer.InvalidTextException;
import dev.r3.model.tokenizer.TextToken;
import dev.r3.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A text as tokens such that each of its learnt spans begins with a token of its own, as it does when the model goes on
 * from the prompt before it: where a token would reach across, the text is encoded in two pieces.
 */
final class MarkedEncoding {
    private final Tokenizer tokenizer;
    private final String text;
    private final List<TextSpan> spans; // in code points

    MarkedEncoding(Tokenizer tokenizer, String text, List<TextSpan> spans) {
        this.tokenizer = tokenizer;
        this.text = text;
        this.spans = spans.stream().map(span -> span.inCodePoints(text)).toList();
    }

    /**
     * The tokens, their places in code points of the whole text.
     *
     * @throws UnusableRecordException if the text can't be encoded in pieces without becoming another text
     */
    List<TextToken> tokens() {
        try {
            List<TextToken> whole = tokenizer.encode(text).tokens();
            SortedSet<Integer> cuts = cuts(whole);
            if (cuts.isEmpty()) {
                return whole;
            }
            List<TextToken> pieces = pieces(cuts);
            if (!tokenizer.decode(ids(pieces)).equals(tokenizer.decode(ids(whole)))
                    || !cuts(pieces).isEmpty()) {
                throw new UnusableRecordException("a token reaches from the prompt into what follows it, and this"
                        + " tokenizer can't encode the two apart; begin what is learnt with a space");
            }
            return pieces;
        } catch (InvalidTextException invalid) {
            throw new UnusableRecordException(String.valueOf(invalid.getMessage()), invalid);
        }
    }

    private SortedSet<Integer> cuts(List<TextToken> tokens) {
        SortedSet<Integer> cuts = new TreeSet<>();
        for (TextSpan span : spans) {
            tokens.stream()
                    .filter(token -> token.start() < span.start() && span.start() < token.end())
                    .filter(token -> !swallowsBlanks(token))
                    .forEach(token -> cuts.add(span.start()));
        }
        return cuts;
    }

    /**
     * Some special tokens, such as Phi-3's that opens a turn, take in the blanks after them. They belong to the prompt,
     * also when those blanks are the answer's.
     */
    private boolean swallowsBlanks(TextToken token) {
        String stripped = token.piece().stripTrailing();
        return !stripped.equals(token.piece()) && tokenizer.id(stripped).orElse(-1) == token.id();
    }

    private List<TextToken> pieces(SortedSet<Integer> cuts) {
        List<TextToken> tokens = new ArrayList<>();
        List<Integer> ends = new ArrayList<>(cuts);
        ends.add(text.codePointCount(0, text.length()));
        int first = 0;
        int from = 0;
        for (int end : ends) {
            int to = text.offsetByCodePoints(from, end - first);
            for (TextToken token : tokenizer.encode(text.substring(from, to)).tokens()) {
                tokens.add(new TextToken(token.id(), token.piece(), first + token.start(), first + token.end()));
            }
            first = end;
            from = to;
        }
        return tokens;
    }

    /** For each token whether it lies in a span. */
    boolean[] mask(List<TextToken> tokens) {
        boolean[] mask = new boolean[tokens.size()];
        for (int i = 0; i < mask.length; i++) {
            TextToken token = tokens.get(i);
            mask[i] = spans.stream()
                    .anyMatch(span ->
                            token.start() >= span.start() && token.start() < span.end() && token.end() <= span.end());
        }
        return mask;
    }

    /**
     * Marks the tokens at which generation stops after each span.
     *
     * @throws UnusableRecordException if something else follows a span
     */
    void markEnds(List<TextToken> tokens, boolean[] mask, List<Integer> endIds) {
        for (TextSpan span : spans) {
            int after = 0;
            while (after < tokens.size() && tokens.get(after).start() < span.end()) {
                after++;
            }
            if (after == tokens.size()
                    || tokens.get(after).start() != span.end()
                    || !endIds.contains(tokens.get(after).id())) {
                throw new UnusableRecordException("the chat template ends an assistant's turn with none of the tokens "
                        + endIds + " at which generation stops");
            }
            mask[after] = true;
        }
    }

    static int[] ids(List<TextToken> tokens) {
        return tokens.stream().mapToInt(TextToken::id).toArray();
    }
}
