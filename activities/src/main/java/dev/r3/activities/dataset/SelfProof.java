package dev.r3.activities.dataset;

import dev.r3.activities.failure.DataFailure;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.GuardedVerifier;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges answers whose verdicts are known: every gold answer must pass, every empty answer must fail. */
final class SelfProof<T extends Task> {

    private static final int MOST_EXAMPLES = 3;
    private static final Completion EMPTY = Completion.whole("");

    private final Verifier<T> verifier;
    private final List<String> goldExamples = new ArrayList<>();
    private final List<String> emptyExamples = new ArrayList<>();
    private long gold;
    private long goldPassed;
    private long empty;
    private long emptyFailed;

    SelfProof(Verifier<T> verifier) {
        this.verifier = new GuardedVerifier<>(verifier);
    }

    void judge(long row, T task) {
        Optional<String> answer = verifier.goldAnswer(task);
        if (answer.isPresent()) {
            gold++;
            Verdict verdict = verifier.verify(task, Completion.whole(answer.get()));
            if (verdict instanceof Verdict.Passed) {
                goldPassed++;
            } else {
                note(goldExamples, row, verdict);
            }
        }
        empty++;
        Verdict verdict = verifier.verify(task, EMPTY);
        if (verdict instanceof Verdict.Failed) {
            emptyFailed++;
        } else {
            note(emptyExamples, row, verdict);
        }
    }

    DatasetProfile.Proof gold() {
        return new DatasetProfile.Proof(goldPassed, gold);
    }

    DatasetProfile.Proof empty() {
        return new DatasetProfile.Proof(emptyFailed, empty);
    }

    /** @throws DataFailure if fewer answers than required were judged as expected; names the first of them */
    void require(Requirements requirements) {
        if (gold().share() < requirements.goldPasses()) {
            throw new DataFailure("only %d of %d gold answers pass, a share of %.4f; expected at least %s. %s"
                            .formatted(goldPassed, gold, gold().share(), requirements.goldPasses(), goldExamples)
                    + " Mend the data or the verifier's options, or lower data.proof.gold-passes");
        }
        if (empty().share() < requirements.emptyFails()) {
            throw new DataFailure("only %d of %d empty answers fail, a share of %.4f; expected at least %s. %s"
                            .formatted(emptyFailed, empty, empty().share(), requirements.emptyFails(), emptyExamples)
                    + " Mend the data or the verifier's options, or lower data.proof.empty-fails");
        }
    }

    private static void note(List<String> examples, long row, Verdict verdict) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add("row %d: %s".formatted(row, verdict));
        }
    }
}
