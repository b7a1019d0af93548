package dev.r3.activities.dataset;

import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.GuardedVerifier;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import java.util.Optional;

/** Judges what a data set proves itself with: the gold answer, which should pass, and the empty one, which should fail. */
final class TaskJudge<T extends Task> {

    private static final Completion EMPTY = Completion.whole("");
    private static final int MAX_COMPLAINT = 300;

    private final Verifier<T> verifier;

    TaskJudge(Verifier<T> verifier) {
        this.verifier = new GuardedVerifier<>(verifier);
    }

    /**
     * @param hasGold whether the data gives a gold answer
     * @param goldComplaint the verdict on the gold answer if it does not pass
     * @param emptyComplaint the verdict on the empty answer if it does not fail
     */
    record Judgement(boolean hasGold, Optional<String> goldComplaint, Optional<String> emptyComplaint) {}

    Judgement judge(T task) {
        Optional<String> gold = verifier.goldAnswer(task);
        return new Judgement(
                gold.isPresent(), gold.flatMap(answer -> goldComplaint(task, answer)), emptyComplaint(task));
    }

    private Optional<String> goldComplaint(T task, String answer) {
        Verdict verdict = verifier.verify(task, Completion.whole(answer));
        return verdict instanceof Verdict.Passed ? Optional.empty() : Optional.of(inWords(verdict));
    }

    private Optional<String> emptyComplaint(T task) {
        Verdict verdict = verifier.verify(task, EMPTY);
        return verdict instanceof Verdict.Failed ? Optional.empty() : Optional.of(inWords(verdict));
    }

    private static String inWords(Verdict verdict) {
        String words = "passed";
        if (verdict instanceof Verdict.Failed failed) {
            words = "failed, %s: %s".formatted(failed.error().code(), failed.detail());
        } else if (verdict instanceof Verdict.Unscorable unscorable) {
            words = "unscorable: " + unscorable.reason();
        } else if (verdict instanceof Verdict.VerifierFault fault) {
            words = "verifier-fault: " + fault.reason();
        }
        return Cut.to(MAX_COMPLAINT, words);
    }
}
