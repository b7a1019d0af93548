package dev.r3.verifiers.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The boundary at which a broken verifier becomes a {@link Verdict.VerifierFault}: whoever judges answers judges through
 * it. Catches what a defect throws, {@link StackOverflowError} and a plug-in's missing classes too, but lets other errors
 * of the machine pass.
 */
public final class GuardedVerifier<T extends Task> implements Verifier<T> {

    /** A defect's message may hold the whole answer. */
    private static final int MAX_MESSAGE_LENGTH = 300;

    private final Verifier<T> verifier;

    public GuardedVerifier(Verifier<T> verifier) {
        this.verifier = requireNonNull(verifier, "verifier is null");
    }

    @Override
    public Verdict verify(T task, Completion completion) {
        try {
            @Nullable Verdict verdict = verifier.verify(task, completion);
            return verdict == null ? new Verdict.VerifierFault("the verifier gave no verdict") : verdict;
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError defect) {
            return new Verdict.VerifierFault(reason(defect));
        }
    }

    private static String reason(Throwable defect) {
        String message = String.valueOf(defect.getMessage());
        String start = message.length() > MAX_MESSAGE_LENGTH ? message.substring(0, MAX_MESSAGE_LENGTH) + "…" : message;
        return defect.getClass().getName() + ": " + start;
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
