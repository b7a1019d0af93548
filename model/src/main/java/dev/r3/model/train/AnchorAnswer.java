package dev.r3.model.train;

import dev.r3.model.policy.TokenTrace;

/** A first answer that the reference wrote, right or wrong. */
public final class AnchorAnswer {
    private final int[] prompt;
    private final int[] answer;

    public AnchorAnswer(int[] prompt, int[] answer) {
        if (prompt.length == 0 || answer.length == 0) {
            throw new IllegalArgumentException(
                    "a prompt of " + prompt.length + " tokens with an answer of " + answer.length);
        }
        this.prompt = prompt.clone();
        this.answer = answer.clone();
    }

    public static AnchorAnswer of(TokenTrace trace) {
        return new AnchorAnswer(trace.prompt().tokens(), trace.tokens());
    }

    int promptLength() {
        return prompt.length;
    }

    /** Of prompt and answer. */
    int length() {
        return prompt.length + answer.length;
    }

    /** The prompt, then the answer. */
    int[] sequence() {
        int[] sequence = new int[length()];
        System.arraycopy(prompt, 0, sequence, 0, prompt.length);
        System.arraycopy(answer, 0, sequence, prompt.length, answer.length);
        return sequence;
    }
}
