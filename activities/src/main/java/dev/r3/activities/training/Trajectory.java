package dev.r3.activities.training;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.policy.Judgement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step of training sampled, and what it earned: a reflection with the retries after it, or a first answer. Columns
 * have the names of TRL's completions table where it has them.
 *
 * @param step that it was sampled in, from 1
 * @param task its id
 * @param stage with the spec's seed, the task and the sample the key of its random numbers, such as {@code
 *     train-3/reflection}; the number is the batch's
 * @param sample which of the task's completions in the batch
 * @param prompt the messages before the completion, with the failed answer that is reflected on; none if there is no
 *     completion
 * @param promptTokens how many tokens the prompt has as the model read it
 * @param completion what carries loss; empty if the policy could not take the prompt
 * @param completionTokens with the one that ends the turn
 * @param truncated whether the limit of tokens ended the completion
 * @param retries in their order; none of a first answer
 * @param verdict on the last retry, or on the first answer
 * @param error the error type's code if that failed, else empty
 * @param detail how it failed, or why it can't be judged
 * @param reward none if it can't be judged
 * @param advantage that the completion was trained with; none if it was in no loss
 */
record Trajectory(
        long step,
        String task,
        String stage,
        int sample,
        List<Message> prompt,
        int promptTokens,
        String completion,
        int completionTokens,
        boolean truncated,
        List<Retry> retries,
        Judgement verdict,
        String error,
        String detail,
        @Nullable Double reward,
        @Nullable Double advantage) {
    Trajectory {
        requireNonNull(task, "task is null");
        requireNonNull(stage, "stage is null");
        prompt = List.copyOf(prompt);
        requireNonNull(completion, "completion is null");
        retries = List.copyOf(retries);
        requireNonNull(verdict, "verdict is null");
        requireNonNull(error, "error is null");
        requireNonNull(detail, "detail is null");
    }

    /** A message as chat models read it. */
    record Message(String role, String content) {
        Message {
            requireNonNull(role, "role is null");
            requireNonNull(content, "content is null");
        }
    }

    /**
     * A retry after a reflection.
     *
     * @param completion empty if the policy could not take the request
     */
    record Retry(
            String completion,
            int completionTokens,
            boolean truncated,
            Judgement verdict,
            String error,
            String detail) {
        Retry {
            requireNonNull(completion, "completion is null");
            requireNonNull(verdict, "verdict is null");
            requireNonNull(error, "error is null");
            requireNonNull(detail, "detail is null");
        }
    }
}
