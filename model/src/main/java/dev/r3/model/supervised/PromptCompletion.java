package dev.r3.model.supervised;

import static java.util.Objects.requireNonNull;

/** A text to go on from and what to learn: {@code {"prompt": …, "completion": …}}. */
public record PromptCompletion(String prompt, String completion) implements SupervisedRecord {
    public PromptCompletion {
        requireNonNull(prompt, "prompt is null");
        requireNonNull(completion, "completion is null");
    }
}
