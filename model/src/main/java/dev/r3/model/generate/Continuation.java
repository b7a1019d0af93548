package dev.r3.model.generate;

import java.util.List;

/** What a completion leads to. */
@FunctionalInterface
public interface Continuation {
    /** Nothing follows. */
    Continuation NONE = generation -> List.of();

    /**
     * The requests that follow a completion; those whose contexts descend from the completion's own reuse all that was
     * computed for it. Called once for each completion, one
     * at a time, by any lane's thread; a lane's in the order they finish.
     */
    List<GenerationRequest> after(Generation generation);
}
