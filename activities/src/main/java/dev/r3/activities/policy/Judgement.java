package dev.r3.activities.policy;

import dev.r3.model.reflect.Attempt;
import dev.r3.verifiers.api.Verdict;

/** A verdict's kind, as files keep it. */
public enum Judgement {
    PASSED,
    FAILED,
    /** Can't be judged, e.g. cut off by the token limit. */
    UNSCORABLE,
    /** The verifier broke. */
    FAULT,
    /** There was no such try. */
    NONE;

    public static Judgement of(Verdict verdict) {
        if (verdict instanceof Verdict.Passed) {
            return PASSED;
        }
        if (verdict instanceof Verdict.Failed) {
            return FAILED;
        }
        return verdict instanceof Verdict.Unscorable ? UNSCORABLE : FAULT;
    }

    /** The error type's code of a failure; empty for everything else. */
    public static String error(Verdict verdict) {
        return verdict instanceof Verdict.Failed failed ? failed.error().code() : "";
    }

    /** What the verifier says of it besides: how it failed, or why it can't be judged; empty if it passed. */
    public static String detail(Verdict verdict) {
        if (verdict instanceof Verdict.Failed failed) {
            return failed.detail();
        }
        if (verdict instanceof Verdict.Unscorable unscorable) {
            return unscorable.reason();
        }
        return verdict instanceof Verdict.VerifierFault fault ? fault.reason() : "";
    }

    /** What was judged; empty if nothing was written. */
    public static String text(Attempt attempt) {
        return attempt.answer().map(dev.r3.verifiers.api.Completion::text).orElse("");
    }
}
