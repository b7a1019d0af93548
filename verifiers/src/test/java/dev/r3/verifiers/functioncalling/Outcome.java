package dev.r3.verifiers.functioncalling;

import dev.r3.verifiers.api.Verdict;

/** A verdict in one word, as the tables have it. */
final class Outcome {

    private Outcome() {}

    static String of(Verdict verdict) {
        if (verdict instanceof Verdict.Failed failed) {
            return failed.error().code();
        }
        if (verdict instanceof Verdict.Unscorable) {
            return "unscorable";
        }
        return verdict instanceof Verdict.Passed ? "passed" : "fault: " + verdict;
    }
}
