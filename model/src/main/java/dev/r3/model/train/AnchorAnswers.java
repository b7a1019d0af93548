package dev.r3.model.train;

import java.util.List;

/** Which first answers a step is anchored to: a function of the step alone, so that a resumed run goes on with the same. */
@FunctionalInterface
public interface AnchorAnswers {
    /** For runs without an anchor. */
    AnchorAnswers NONE = step -> List.of();

    /**
     * Answers that the reference wrote to tasks of all kinds, easy ones too.
     *
     * @param step from 0
     */
    List<AnchorAnswer> at(long step);
}
