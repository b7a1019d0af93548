package dev.r3.model.policy;

import dev.r3.model.decoder.Sampling;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.tokenizer.ChatMessage;
import java.util.List;

/** Requests of the policy's tests: small tasks, sampled. */
final class TaskRequests {
    static final ChatMessage AGAIN = ChatMessage.user("Again.");

    private TaskRequests() {}

    static Conversation question(int task) {
        return Conversation.of(List.of(ChatMessage.user("Make " + task + ".")));
    }

    static CompletionRequest request(
            Conversation conversation, String stage, int task, int sample, int tokens, List<String> stopStrings) {
        return new CompletionRequest(
                conversation,
                new SampleKey(1, stage, "task-" + task, sample),
                Sampling.atTemperature(0.9),
                tokens,
                stopStrings);
    }

    static TokenTrace trace(Completion completion) {
        return completion.trace().orElseThrow();
    }
}
