package dev.r3.model.optimize;

/**
 * Stops a run too many of whose answers have no reward.
 *
 * @param unscorableShare largest share of answers that can't be judged, from 0 to 1
 * @param verifierFaultShare largest share of verifier faults, from 0 to 1
 */
public record VerdictGate(double unscorableShare, double verifierFaultShare) {
    public VerdictGate {
        requireShare("unscorable", unscorableShare);
        requireShare("verifier fault", verifierFaultShare);
    }

    /** Asked once a step's answers are judged. */
    public GateResult check(VerdictCounts counts) {
        double total = counts.total();
        if (total == 0) {
            return new GateFailed(
                    "The share of answers without a verdict", 1, 0, "No answer was judged: check the task's data set.");
        }
        double faults = counts.verifierFaults() / total;
        if (faults > verifierFaultShare) {
            return new GateFailed(
                    "The share of verifier faults",
                    faults,
                    verifierFaultShare,
                    "The verifier broke, not the model: read its faults in the stored verdicts, repair it, and resume.");
        }
        double unscorable = counts.unscorable() / total;
        if (unscorable > unscorableShare) {
            return new GateFailed(
                    "The share of unscorable answers",
                    unscorable,
                    unscorableShare,
                    "Answers cut off by the token limit are the usual cause: raise the limit, or this threshold.");
        }
        return new GatePassed();
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the " + name + " share must be in [0, 1], not " + share);
        }
    }
}
