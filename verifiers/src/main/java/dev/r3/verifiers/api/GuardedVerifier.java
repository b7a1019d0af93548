package dev.r3.verifiers.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The boundary at which a broken verifier becomes a {@link Verdict.VerifierFault}: whoever judges answers judges through
 * it. Catches what a defect throws, {@link StackOverflowError} too, but lets other errors of the machine pass.
 */
public final class GuardedVerifier<T extends Task> implements Verifier<T> {

    private final Verifier<T> verifier;

    public GuardedVerifier(Verifier<T> verifier) {
        this.verifier = requireNonNull(verifier, "verifier is null");
    }

    @Override
    public Verdict verify(T task, Completion completion) {
        try {
            return verifier.verify(task, completion);
        } catch (RuntimeException | StackOverflowError defect) {
            return new Verdict.VerifierFault(defect.toString());
        }
    }

    @Override
    public Optional<String> answerText(Completion completion) {
        return verifier.answerText(completion);
    }

    @Override
    public Optional<String> goldAnswer(T task) {
        return verifier.goldAnswer(task);
    }
}
