package dev.r3.model.train;

/**
 * How much a run has written so far: where it goes on, whether it was stopped or not.
 *
 * @param batches of rollouts; the number of the next one, from 0
 * @param rollouts in them, one a task
 * @param tokens that the policy generated for them, those without loss too
 */
public record WrittenRollouts(long batches, long rollouts, long tokens) {
    public static final WrittenRollouts NONE = new WrittenRollouts(0, 0, 0);

    public WrittenRollouts {
        if (batches < 0 || rollouts < 0 || tokens < 0) {
            throw new IllegalArgumentException(
                    "%d tokens in %d rollouts of %d batches".formatted(tokens, rollouts, batches));
        }
    }

    public WrittenRollouts plus(WrittenRollouts more) {
        return new WrittenRollouts(batches + more.batches, rollouts + more.rollouts, tokens + more.tokens);
    }
}
