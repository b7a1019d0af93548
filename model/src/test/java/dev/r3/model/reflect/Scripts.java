package dev.r3.model.reflect;

import dev.r3.model.generate.SampleKey;
import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.ScriptedPolicy;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Prompts;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.verifiers.countdown.CountdownTask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Answers to a Countdown task as letters: {@code P} passes, {@code F} fails, {@code U} is cut off without an answer,
 * {@code V} breaks the verifier, and {@code R} is a request that the policy rejects.
 */
final class Scripts {
    static final int MAX_TOKENS = 8;
    static final Prompts PROMPTS = new CountdownFamily().prompts();

    private static final String CUT_OFF = "I go on and on and on and on and on";
    private static final String BREAKING = "DIVIDE BY CUCUMBER";

    private Scripts() {}

    /** Make 22 of 3, 5 and 7. */
    static EpisodeTask task(String id) {
        return EpisodeTask.of(id, new CountdownTask(22, List.of(3L, 5L, 7L), Optional.empty()), new Fragile());
    }

    static String text(char letter) {
        return switch (letter) {
            case 'P' -> "<answer>3*5+7</answer>";
            case 'F' -> "<answer>3+5+7</answer>";
            case 'U' -> CUT_OFF;
            case 'V' -> BREAKING;
            default -> throw new IllegalArgumentException("no text for " + letter);
        };
    }

    /** A policy whose answer is given by a letter. */
    static ScriptedPolicy policy(Function<SampleKey, Character> letters) {
        Function<CompletionRequest, Character> letter = request -> letters.apply(request.key());
        return new ScriptedPolicy(request -> text(letter.apply(request)))
                .rejecting(request -> letter.apply(request) == 'R');
    }

    /** The letter of an attempt, from its verdict. */
    static char letter(Attempt attempt) {
        return attempt instanceof Attempt.Rejected ? 'R' : letter(attempt.verdict());
    }

    static String letters(List<Attempt> attempts) {
        return attempts.stream().map(attempt -> String.valueOf(letter(attempt))).collect(Collectors.joining());
    }

    private static char letter(Verdict verdict) {
        if (verdict instanceof Verdict.Passed) {
            return 'P';
        }
        if (verdict instanceof Verdict.Failed) {
            return 'F';
        }
        return verdict instanceof Verdict.Unscorable ? 'U' : 'V';
    }

    /** Countdown's verifier with a defect. */
    private static final class Fragile implements Verifier<CountdownTask> {
        private static final CountdownFamily FAMILY = new CountdownFamily();

        private final Verifier<CountdownTask> sound = FAMILY.verifier(Options.of(FAMILY.options(), Map.of()));

        @Override
        public Verdict verify(CountdownTask task, Completion completion) {
            if (completion.text().equals(BREAKING)) {
                throw new IllegalStateException("out of cucumbers");
            }
            return sound.verify(task, completion);
        }

        @Override
        public Optional<String> answerText(Completion completion) {
            return sound.answerText(completion);
        }

        @Override
        public Optional<String> goldAnswer(CountdownTask task) {
            return sound.goldAnswer(task);
        }
    }
}
