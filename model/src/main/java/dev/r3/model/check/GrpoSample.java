package dev.r3.model.check;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A row of the batch that TRL trained on, without its padding: P tokens of a prompt and T of a completion. */
public final class GrpoSample {
    private final int[] prompt; // [P]
    private final int[] completion; // [T]
    private final boolean[] reflection; // [T]
    private final double[] policy; // [T]
    private final double[] entropies; // [T]
    private final double[] old; // [T]
    private final double[] reference; // [T]

    GrpoSample(GrpoTensors tensors, int row) {
        this.prompt = tensors.promptTokens(row);
        this.completion = tensors.completionTokens(row);
        this.reflection = tensors.reflection(row, completion.length);
        this.policy = tensors.values("policy_per_token_logps", row, completion.length);
        this.entropies = tensors.values("policy_entropy", row, completion.length);
        this.old = tensors.values("old_per_token_logps", row, completion.length);
        this.reference = tensors.values("ref_per_token_logps", row, completion.length);
    }

    public int[] prompt() {
        return prompt.clone();
    }

    public int[] completion() {
        return completion.clone();
    }

    /** Log-probs of the completion under the checkpoint, nats. */
    public double[] policy() {
        return policy.clone();
    }

    /** Entropies of what the completion's tokens were drawn from, nats. */
    public double[] entropies() {
        return entropies.clone();
    }

    /** Log-probs under what counts as the policy before the first step, nats. */
    public double[] old() {
        return old.clone();
    }

    /** Log-probs under the reference, nats. */
    public double[] reference() {
        return reference.clone();
    }

    /** Which of the completion's tokens carry loss. */
    public boolean[] lossMask(GrpoCase.LossMask mask) {
        boolean[] all = new boolean[completion.length];
        Arrays.fill(all, true);
        return switch (mask) {
            case COMPLETION -> all;
            case REFLECTION -> reflection.clone();
        };
    }

    /** Prompt and completion. */
    List<Integer> sequence() {
        return IntStream.concat(IntStream.of(prompt), IntStream.of(completion))
                .boxed()
                .toList();
    }
}
