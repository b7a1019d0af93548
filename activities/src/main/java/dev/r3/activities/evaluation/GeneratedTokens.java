package dev.r3.activities.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.stage.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many tokens an arm's models wrote. A control has its first answers from the arm that reflects: none are written
 * for it.
 */
public record GeneratedTokens(long firstAnswers, long reflections, long retries) {
    /** Attempts and trainings have their sum under the same name. */
    private static final String TOKENS = "generated_tokens";

    private static final String FIRST_ANSWERS = "first_answers";
    private static final String REFLECTIONS = "reflections";
    private static final String RETRIES = "retries";

    static final GeneratedTokens NONE = new GeneratedTokens(0, 0, 0);

    /** Of an arm, or of a part of one; empty if an older R3 evaluated it, or a policy that does not tell its tokens. */
    public static Optional<GeneratedTokens> of(Manifest manifest) {
        JsonNode tokens = manifest.summary().path(TOKENS);
        return tokens.isObject()
                ? Optional.of(new GeneratedTokens(
                        tokens.path(FIRST_ANSWERS).asLong(),
                        tokens.path(REFLECTIONS).asLong(),
                        tokens.path(RETRIES).asLong()))
                : Optional.empty();
    }

    /** All that models wrote in a stage of any kind; empty if they wrote nothing, or that was not counted. */
    public static OptionalLong allOf(Manifest manifest) {
        JsonNode all = manifest.summary().path(TOKENS);
        return all.isNumber()
                ? OptionalLong.of(all.asLong())
                : of(manifest).map(GeneratedTokens::total).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    public long total() {
        return firstAnswers + reflections + retries;
    }

    GeneratedTokens plus(GeneratedTokens other) {
        return new GeneratedTokens(
                firstAnswers + other.firstAnswers, reflections + other.reflections, retries + other.retries);
    }

    /** Says so in a stage's summary. */
    ObjectNode noteIn(ObjectNode summary) {
        summary.putObject(TOKENS)
                .put(FIRST_ANSWERS, firstAnswers)
                .put(REFLECTIONS, reflections)
                .put(RETRIES, retries);
        return summary;
    }

    /** Says in a stage's summary what its parts come to; nothing if one of them was not counted. */
    static ObjectNode noteSum(List<Manifest> parts, ObjectNode summary) {
        Optional<GeneratedTokens> sum = Optional.of(NONE);
        for (Manifest part : parts) {
            sum = sum.flatMap(before -> of(part).map(before::plus));
        }
        summary.remove(TOKENS);
        sum.ifPresent(all -> all.noteIn(summary));
        return summary;
    }
}
