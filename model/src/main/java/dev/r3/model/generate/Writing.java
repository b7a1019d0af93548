package dev.r3.model.generate;

import dev.r3.model.decoder.Draw;
import dev.r3.model.decoder.DrawRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A completion that is being written. */
final class Writing {
    private static final int[] NOTHING = {};

    private final GenerationRequest request;
    private final TokenText text;
    private final StopSearch stopStrings;
    private final RandomStream random;
    private final List<Draw> draws = new ArrayList<>();
    private @Nullable CachedRow row;

    Writing(GenerationRequest request, TokenText text) {
        this.request = request;
        this.text = text;
        this.stopStrings = new StopSearch(text, request.stop());
        this.random = request.key().stream();
    }

    GenerationRequest request() {
        return request;
    }

    /** The row that holds it; null while it waits for one. */
    @Nullable
    CachedRow row() {
        return row;
    }

    void setRow(CachedRow row) {
        this.row = row;
    }

    Draw last() {
        return draws.get(draws.size() - 1);
    }

    /** All tokens of the sequence so far. */
    int[] sequence() {
        return end().tokens();
    }

    /** How the next token is drawn. */
    DrawRule nextRule() {
        boolean penalised = request.sampling().repetitionPenalty() != 1;
        return new DrawRule(request.sampling(), random.uniform(draws.size()), penalised ? sequence() : NOTHING);
    }

    /** Adds a token; what it completes, if it is the last. */
    Optional<Generation> add(Draw draw) {
        draws.add(draw);
        if (request.stop().tokens().contains(draw.token())) {
            return Optional.of(finished(FinishReason.STOP_TOKEN, text()));
        }
        OptionalInt end = stopStrings.end(draws);
        if (end.isPresent()) {
            return Optional.of(finished(FinishReason.STOP_STRING, text().substring(0, end.getAsInt())));
        }
        return draws.size() == request.maxNewTokens()
                ? Optional.of(finished(FinishReason.LENGTH, text()))
                : Optional.empty();
    }

    private Generation finished(FinishReason reason, String written) {
        return new Generation(request, draws, reason, written, end());
    }

    private Context end() {
        return request.context().then(tokens());
    }

    private String text() {
        return text.of(tokens());
    }

    private int[] tokens() {
        return draws.stream().mapToInt(Draw::token).toArray();
    }
}
