package dev.r3.verifiers.functioncalling.match;

import dev.r3.verifiers.api.StepBudget;
import java.util.Arrays;

/**
 * A largest one-to-one matching of gold calls to answered calls (Kuhn's algorithm). Taking the first that fits would not
 * do: an answer that fits two gold calls may be the only one that fits the second.
 */
final class CallMatching {

    private static final int NONE = -1;

    private final boolean[][] fits;
    private final StepBudget budget;
    private final int[] goldOf;

    private CallMatching(boolean[][] fits, StepBudget budget) {
        this.fits = fits;
        this.budget = budget;
        this.goldOf = new int[fits.length];
        Arrays.fill(goldOf, NONE);
    }

    /**
     * For each answered call the gold call it is matched to, or −1.
     *
     * @param fits by gold call and answered call, as many of these as of those: whether they are the same call
     */
    static int[] largest(boolean[][] fits, StepBudget budget) {
        CallMatching matching = new CallMatching(fits, budget);
        for (int gold = 0; gold < fits.length; gold++) {
            matching.place(gold, new boolean[fits.length]);
        }
        return matching.goldOf;
    }

    /** Finds an answer for a gold call, moving others to another answer that fits them. */
    private boolean place(int gold, boolean[] tried) {
        for (int answer = 0; answer < fits.length; answer++) {
            budget.spend(1);
            if (fits[gold][answer] && !tried[answer]) {
                tried[answer] = true;
                if (goldOf[answer] == NONE || place(goldOf[answer], tried)) {
                    goldOf[answer] = gold;
                    return true;
                }
            }
        }
        return false;
    }
}
