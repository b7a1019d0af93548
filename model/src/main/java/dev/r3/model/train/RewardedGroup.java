package dev.r3.model.train;

import dev.r3.model.grpo.RewardGroup;
import java.util.List;

/** Completions of one prompt, whose rewards are compared with each other. */
public final class RewardedGroup {
    private final int[] prompt;
    private final List<RewardedCompletion> completions;

    public RewardedGroup(int[] prompt, List<RewardedCompletion> completions) {
        if (prompt.length == 0 || completions.isEmpty()) {
            throw new IllegalArgumentException(
                    "a prompt of " + prompt.length + " tokens with " + completions.size() + " completions");
        }
        this.prompt = prompt.clone();
        this.completions = List.copyOf(completions);
    }

    public int[] prompt() {
        return prompt.clone();
    }

    int promptLength() {
        return prompt.length;
    }

    public List<RewardedCompletion> completions() {
        return completions;
    }

    RewardGroup rewards() {
        return new RewardGroup(
                completions.stream().map(RewardedCompletion::reward).toList());
    }
}
