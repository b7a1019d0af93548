package dev.r3.workflows.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A run that computes its stages although they stand, to compare the two.
 *
 * @param id tells it from every other, e.g. 32 hex digits; what it writes is kept under this name, so that its attempts
 *     go on from each other, and from nothing else
 */
public record Recomputation(@JsonValue String id) {
    private static final String FOLDER = "recomputed-";
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{8,64}");

    @JsonCreator
    public Recomputation {
        if (!SHAPE.matcher(id).matches()) {
            throw new IllegalArgumentException("not a recomputation's id: " + id);
        }
    }

    /** The one below whose folder an attempt is; empty if it is below none. */
    public static Optional<Recomputation> of(String attempt) {
        return attempt.startsWith(FOLDER) && attempt.contains("/")
                ? Optional.of(new Recomputation(attempt.substring(FOLDER.length(), attempt.indexOf('/'))))
                : Optional.empty();
    }

    /** A new one. */
    public static Recomputation create() {
        return new Recomputation(UUID.randomUUID().toString().replace("-", ""));
    }

    /** The folder of what it writes, below a stage's. */
    public String folder() {
        return FOLDER + id;
    }
}
