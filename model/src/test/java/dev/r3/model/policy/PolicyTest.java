package dev.r3.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.decoder.Sampling;
import dev.r3.model.generate.FinishReason;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.tokenizer.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What users of a policy see: no tensors, no tokens. */
class PolicyTest {
    private static final ChatMessage QUESTION = ChatMessage.user("What is 2 + 2?");

    private final Conversation task = Conversation.of(List.of(ChatMessage.system("Be brief."), QUESTION));

    @Test
    void completionsComeInTheOrderOfTheirRequests() {
        try (ScriptedPolicy policy =
                new ScriptedPolicy(request -> "answer " + request.key().sample())) {
            List<CompletionRequest> requests =
                    IntStream.range(0, 5).mapToObj(this::request).toList();

            assertThat(policy.complete(requests))
                    .extracting(Completion::text)
                    .containsExactly("answer 0", "answer 1", "answer 2", "answer 3", "answer 4");
            assertThat(policy.asked()).hasSize(5);
        }
    }

    @Test
    void reflectsAndRetriesWithoutTensors() {
        List<Completion> retries = new ArrayList<>();
        try (ScriptedPolicy policy = new ScriptedPolicy(request -> switch (request.key()
                .stage()) {
            case "answer" -> "<answer>5</answer> I think";
            case "reflection" -> "I added wrongly, idea " + request.key().sample();
            default -> "<answer>4</answer>";
        })) {
            policy.run(List.of(request(0)), completion -> next(completion, retries));
        }

        assertThat(retries).hasSize(3);
        Completion retry = retries.get(0);
        assertThat(retry.finish()).isEqualTo(FinishReason.STOP_STRING);
        assertThat(retry.trace()).isEmpty();
        assertThat(retry.conversation().messages())
                .extracting(ChatMessage::role)
                .containsExactly("system", "user", "assistant", "user", "assistant", "user", "assistant");
        assertThat(retry.conversation().messages().get(2)).isEqualTo(ChatMessage.assistant("<answer>5</answer>"));
        assertThat(retries.stream()
                        .map(each -> each.request().conversation().path().get(2))
                        .distinct())
                .as("one node asks for all reflections")
                .hasSize(1);
    }

    /** Nothing is written if a given request is rejected and nobody takes that. */
    @Test
    void aRejectedRequestEndsTheRunByDefault() {
        try (ScriptedPolicy policy = new ScriptedPolicy(request -> "4")
                .rejecting(request -> request.key().sample() == 1)) {
            List<CompletionRequest> requests = List.of(request(0), request(1));

            assertThatThrownBy(() -> policy.complete(requests))
                    .isInstanceOf(RejectedRequestException.class)
                    .hasMessage("answer of task task-0, sample 1: too long");
            assertThat(policy.asked()).isEmpty();
        }
    }

    private static List<CompletionRequest> next(Completion done, List<Completion> retries) {
        SampleKey key = done.request().key();
        if (key.stage().equals("answer")) {
            Conversation reflect = done.conversation().then(ChatMessage.user("Wrong. What went wrong?"));
            return IntStream.range(0, 3)
                    .mapToObj(sample -> request(reflect, new SampleKey(1, "reflection", key.task(), sample)))
                    .toList();
        }
        if (key.stage().equals("reflection")) {
            Conversation retry = done.conversation().then(ChatMessage.user("Try again."));
            return List.of(request(retry, new SampleKey(1, "retry", key.task(), key.sample())));
        }
        retries.add(done);
        return List.of();
    }

    @Test
    void aCompletionIsAlwaysTheSameNode() {
        Completion completion = Completion.of(request(0), "4", FinishReason.LENGTH);

        assertThat(completion.conversation()).isSameAs(completion.conversation());
        assertThat(completion.conversation().parent()).containsSame(task);
        assertThat(completion.conversation().isWritten()).isTrue();
        assertThat(completion.truncated()).isTrue();
        assertThat(Completion.of(request(0), "4", FinishReason.STOP_TOKEN).truncated())
                .isFalse();
    }

    @Test
    void keepsItsToolsToItself() {
        ObjectNode tool = JsonNodeFactory.instance.objectNode().put("name", "f");
        Conversation conversation = Conversation.of(List.of(QUESTION), List.of(tool));
        tool.put("name", "changed");
        conversation.tools().get(0).put("name", "changed");

        assertThat(conversation.then(QUESTION).tools())
                .containsExactly(JsonNodeFactory.instance.objectNode().put("name", "f"));
    }

    @Test
    void refusesWhatNobodyCanAnswer() {
        assertThatThrownBy(() -> Conversation.of(List.of())).hasMessageContaining("an empty conversation");
        assertThatThrownBy(task::then).hasMessageContaining("an empty conversation");
        Conversation answered =
                Completion.of(request(0), "4", FinishReason.STOP_TOKEN).conversation();
        assertThatThrownBy(() -> request(answered, key(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ends with the assistant's own message");
        assertThatThrownBy(() -> request(task.then(ChatMessage.assistant("4")), key(0)))
                .hasMessageContaining("ends with the assistant's own message");
        assertThatThrownBy(() -> new CompletionRequest(task, key(0), Sampling.greedy(), 0, List.of()))
                .hasMessage("max tokens is not positive: 0");
        assertThatThrownBy(() -> new CompletionRequest(task, key(0), Sampling.greedy(), 1, List.of("")))
                .hasMessage("an empty stop string");
    }

    private CompletionRequest request(int sample) {
        return request(task, key(sample));
    }

    private static CompletionRequest request(Conversation conversation, SampleKey key) {
        return new CompletionRequest(conversation, key, Sampling.atTemperature(1), 8, List.of("</answer>"));
    }

    private static SampleKey key(int sample) {
        return new SampleKey(1, "answer", "task-0", sample);
    }
}
