package dev.r3.model.policy;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.Sampling;
import dev.r3.model.generate.SampleKey;
import java.util.List;

/**
 * The assistant's next turn, to be written. Equal requests are one sample.
 *
 * @param conversation ends with a message that the assistant can answer
 * @param key names the sample; a policy that can draws its random numbers from it alone
 * @param maxTokens at most so many, at least 1
 * @param stopStrings the first of them that appears ends the completion, which includes it
 */
public record CompletionRequest(
        Conversation conversation, SampleKey key, Sampling sampling, int maxTokens, List<String> stopStrings) {
    public CompletionRequest {
        requireNonNull(conversation, "conversation is null");
        requireNonNull(key, "key is null");
        requireNonNull(sampling, "sampling is null");
        stopStrings = List.copyOf(stopStrings);
        if (!conversation.isAnswerable()) {
            throw new IllegalArgumentException("the conversation ends with the assistant's own message;"
                    + " expected another's, which the assistant can answer");
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("max tokens is not positive: " + maxTokens);
        }
        if (stopStrings.contains("")) {
            throw new IllegalArgumentException("an empty stop string");
        }
    }
}
