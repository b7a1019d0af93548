package dev.r3.model.policy;

import static dev.r3.model.policy.TaskRequests.AGAIN;
import static dev.r3.model.policy.TaskRequests.question;
import static dev.r3.model.policy.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.tokenizer.ChatMessage;
import dev.r3.model.tokenizer.TokenizerFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a policy refuses to write, and how it says so. */
class RejectedRequestsTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void saysWhichSampleCannotBeWritten() throws IOException {
        try (Engine engine = Engine.open("qwen2-tied")) {
            Conversation endless = Conversation.of(List.of(ChatMessage.user("word ".repeat(70))));
            assertRejected(
                    engine,
                    request(endless, "answer", 3, 0, 5, List.of()),
                    text -> text.replaceFirst("of \\d+ tokens", "of N tokens"),
                    "answer of task task-3, sample 0: a prompt of N tokens and 5 new ones exceed the 256 tokens of a row");
            Conversation broken = Conversation.of(List.of(ChatMessage.user("\udc00")));
            assertRejected(
                    engine,
                    request(broken, "answer", 0, 2, 5, List.of()),
                    text -> text.replaceFirst(" at .*", ""),
                    "answer of task task-0, sample 2: the text has a lone surrogate U+DC00");
        }
        try (Engine engine = Engine.open("mistral")) {
            Conversation strange = Conversation.of(
                    List.of(new ChatMessage(ChatMessage.user("hi").fields().put("role", "critic"))));
            assertRejected(
                    engine,
                    request(strange, "answer", 0, 0, 5, List.of()),
                    text -> text.replaceFirst("line \\d+", "line N"),
                    "answer of task task-0, sample 0: template line N: Only user and assistant roles are supported, with the exception of an initial optional system message!");
        }
    }

    /** Both a given request and one that follows; what takes the place of a rejected one is written. */
    @Test
    void aRejectedRequestNeedNotEndTheRun() throws IOException {
        try (Engine engine = Engine.open("qwen2-tied")) {
            CompletionRequest fine = request(question(0), "answer", 0, 0, 2, List.of());
            CompletionRequest tooLong = request(question(1), "answer", 1, 0, 300, List.of());
            CompletionRequest instead = request(question(1), "instead", 1, 0, 3, List.of());
            List<String> written = new ArrayList<>();
            List<String> rejected = new ArrayList<>();
            engine.policy().run(List.of(tooLong, fine), new FollowUp() {
                @Override
                public List<CompletionRequest> after(Completion completion) {
                    written.add(completion.request().key().stage());
                    Conversation next = completion.conversation().then(AGAIN);
                    return completion.request().equals(fine)
                            ? List.of(request(next, "retry", 0, 0, 300, List.of()))
                            : List.of();
                }

                @Override
                public List<CompletionRequest> rejected(CompletionRequest request, RejectedRequestException rejection) {
                    rejected.add(request.key().stage() + ": " + rejection.reason());
                    return request.equals(tooLong) ? List.of(instead) : List.of();
                }
            });

            assertThat(written).containsExactlyInAnyOrder("answer", "instead");
            assertThat(rejected)
                    .satisfiesExactly(
                            first -> assertThat(first).matches("answer: a prompt of .* exceed the 256 tokens of a row"),
                            then -> assertThat(then).matches("retry: a prompt of .* exceed the 256 tokens of a row"));
        }
    }

    @Test
    void aBaseModelHoldsNoConversation() throws IOException {
        TokenizerFolder.copyOf("qwen2-tied", directory)
                .change("tokenizer_config.json", config -> config.remove("chat_template"));
        assertThatThrownBy(() -> Engine.open(directory, Fixtures.folder("qwen2-tied")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no chat template");
    }

    private static void assertRejected(
            Engine engine, CompletionRequest request, UnaryOperator<String> generalised, String expected) {
        long before = engine.policy().counts().prefilled();
        CompletionRequest fine = request(question(0), "answer", 9, 0, 2, List.of());
        assertThatThrownBy(() -> engine.policy().complete(List.of(fine, request)))
                .isInstanceOf(RejectedRequestException.class)
                .satisfies(e -> assertThat(generalised.apply(String.valueOf(e.getMessage())))
                        .isEqualTo(expected));
        assertThat(engine.policy().counts().prefilled())
                .as("nothing was written")
                .isEqualTo(before);
        assertThat(engine.policy().complete(List.of(fine))).hasSize(1);
    }
}
