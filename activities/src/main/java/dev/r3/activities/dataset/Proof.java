package dev.r3.activities.dataset;

import static java.util.Objects.requireNonNull;

/**
 * What a data set must show before it is used.
 *
 * @param goldPassing the least share of gold answers that pass the verifier
 * @param emptyFailing the least share of tasks on which the empty answer fails
 * @param rejected the largest share of rows that are no task
 */
public record Proof(Share goldPassing, Share emptyFailing, Share rejected) {

    /** Every gold answer passes, every empty answer fails, at most a twentieth of the rows is rejected. */
    public static final Proof DEFAULT = new Proof(Share.ALL, Share.ALL, Share.of("0.05"));

    public Proof {
        requireNonNull(goldPassing, "goldPassing is null");
        requireNonNull(emptyFailing, "emptyFailing is null");
        requireNonNull(rejected, "rejected is null");
    }
}
