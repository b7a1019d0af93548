package dev.r3.verifiers.functioncalling.match;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.verifiers.functioncalling.call.Quotation;
import org.jspecify.annotations.Nullable;

/**
 * A parameter in which two calls of a tool differ.
 *
 * @param expected the gold call's value; null if it does not give the parameter
 * @param found the answer's value; null if it does not give the parameter
 */
record Mismatch(
        String tool,
        String parameter,
        @Nullable JsonNode expected,
        @Nullable JsonNode found) {

    Mismatch {
        requireNonNull(tool, "tool is null");
        requireNonNull(parameter, "parameter is null");
        if (expected == null && found == null) {
            throw new IllegalArgumentException("neither call gives parameter " + parameter);
        }
    }

    /** The difference in a sentence. */
    String sentence() {
        String place = "tool %s, parameter %s: ".formatted(Quotation.of(tool), Quotation.of(parameter));
        if (found == null && expected != null) {
            return place + "missing, expected " + Quotation.of(expected);
        }
        if (expected == null && found != null) {
            return place + "unexpected, found " + Quotation.of(found);
        }
        requireNonNull(expected);
        requireNonNull(found);
        ValueKind wanted = ValueKind.of(expected);
        ValueKind given = ValueKind.of(found);
        return wanted == given
                ? place + "expected %s, found %s".formatted(Quotation.of(expected), Quotation.of(found))
                : place
                        + "expected %s (%s), found %s (%s)"
                                .formatted(Quotation.of(expected), wanted.words(), Quotation.of(found), given.words());
    }
}
