package dev.r3.model.optimize;

import dev.r3.verifiers.api.Verdict;

/** How a step's answers were judged. */
public record VerdictCounts(long passed, long failed, long unscorable, long verifierFaults) {
    public static final VerdictCounts NONE = new VerdictCounts(0, 0, 0, 0);

    public VerdictCounts {
        if (passed < 0 || failed < 0 || unscorable < 0 || verifierFaults < 0) {
            throw new IllegalArgumentException("%d passed, %d failed, %d unscorable, %d verifier faults"
                    .formatted(passed, failed, unscorable, verifierFaults));
        }
    }

    public static VerdictCounts of(Verdict verdict) {
        if (verdict instanceof Verdict.Passed) {
            return new VerdictCounts(1, 0, 0, 0);
        }
        if (verdict instanceof Verdict.Failed) {
            return new VerdictCounts(0, 1, 0, 0);
        }
        return verdict instanceof Verdict.Unscorable ? new VerdictCounts(0, 0, 1, 0) : new VerdictCounts(0, 0, 0, 1);
    }

    public VerdictCounts plus(VerdictCounts other) {
        return new VerdictCounts(
                passed + other.passed,
                failed + other.failed,
                unscorable + other.unscorable,
                verifierFaults + other.verifierFaults);
    }

    public long total() {
        return passed + failed + unscorable + verifierFaults;
    }
}
