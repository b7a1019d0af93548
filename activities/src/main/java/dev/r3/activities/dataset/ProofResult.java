package dev.r3.activities.dataset;

/**
 * What the verifier said of the accepted tasks.
 *
 * @param goldPassed gold answers that passed
 * @param goldJudged tasks whose data gives a gold answer
 * @param emptyFailed tasks on which the empty answer failed
 * @param emptyJudged all accepted tasks
 */
public record ProofResult(long goldPassed, long goldJudged, long emptyFailed, long emptyJudged) {}
