package dev.r3.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.decoder.Sampling;
import dev.r3.model.generate.Context;
import dev.r3.model.generate.FinishReason;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.template.RaisedByTemplateException;
import dev.r3.model.tokenizer.ChatMessage;
import dev.r3.model.tokenizer.ChatRequest;
import dev.r3.model.tokenizer.ChatTokenizer;
import dev.r3.model.tokenizer.InvalidTextException;
import dev.r3.model.tokenizer.TokenizerFolder;
import dev.r3.model.tokenizer.ToolCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Written turns are made up here: their tokens are those of nice texts, so that rendering anew gives the same. */
class ConversationTokensTest {
    private static final ChatMessage QUESTION = ChatMessage.user("Use 3, 5 and 7 to make 22.");
    private static final ChatMessage FAILED = ChatMessage.user("That failed.\nWhat went wrong?");
    private static final ChatMessage AGAIN = ChatMessage.user("Try again, please!");
    private static final ObjectNode TOOL = (ObjectNode) TokenizerFolder.json(
            "{\"type\": \"function\", \"function\": {\"name\": \"f\", \"parameters\": {\"type\": \"object\"}}}");

    @TempDir
    private Path directory = Path.of("");

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void givenConversationsAreWhatTheTemplateSays(String fixture) throws IOException {
        try (ChatTokenizer chat = ChatTokenizer.open(Fixtures.folder(fixture))) {
            ConversationTokens tokens = new ConversationTokens(chat, TemplateSettings.NONE);
            ToolCall call = new ToolCall("call00001", "f", (ObjectNode) TokenizerFolder.json("{\"x\": 1}"));
            List<ChatMessage> several = List.of(
                    ChatMessage.system("Be brief."), QUESTION, ChatMessage.assistant(" <think>hm</think> 3 "), AGAIN);

            assertThat(tokens.prompt(Conversation.of(List.of(QUESTION))).tokens())
                    .isEqualTo(chat.prompt(ChatRequest.of(List.of(QUESTION))).ids());
            assertThat(tokens.prompt(Conversation.of(several)).tokens())
                    .isEqualTo(chat.prompt(ChatRequest.of(several)).ids());
            assertThat(tokens.prompt(Conversation.of(several.subList(0, 2)).then(several.get(2), several.get(3)))
                            .tokens())
                    .as("in two nodes")
                    .isEqualTo(chat.prompt(ChatRequest.of(several)).ids());
            List<ChatMessage> called =
                    List.of(QUESTION, ChatMessage.assistant("", List.of(call)), ChatMessage.tool(call, "5"));
            assertThat(tokens.prompt(Conversation.of(called, List.of(TOOL))).tokens())
                    .isEqualTo(chat.prompt(ChatRequest.of(called).withTools(List.of(TOOL)))
                            .ids());
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void goingOnIsTheSameAsRenderingAnew(String fixture) throws IOException {
        try (ChatTokenizer chat = ChatTokenizer.open(Fixtures.folder(fixture))) {
            for (FinishReason finish : FinishReason.values()) {
                Turns turns = new Turns(chat, finish);
                Conversation task = Conversation.of(List.of(QUESTION));
                Conversation answer = turns.write(task, "I think <answer>3*5+7</answer>");
                Conversation reflect = answer.then(FAILED);
                Conversation reflection = turns.write(reflect, "The product comes first.\n\nSo I must add 7.");
                Conversation retry = reflection.then(AGAIN);

                for (Conversation each : List.of(task, reflect, retry)) {
                    assertThat(turns.tokens.prompt(each).tokens())
                            .as("%s, ended by %s", chat.render(ChatRequest.of(each.messages())), finish)
                            .isEqualTo(
                                    chat.prompt(ChatRequest.of(each.messages())).ids());
                }
                assertThat(turns.tokens.prompt(retry).descendsFrom(turns.tokens.prompt(reflect)))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void aNodeIsOneContext(String fixture) throws IOException {
        try (ChatTokenizer chat = ChatTokenizer.open(Fixtures.folder(fixture))) {
            Turns turns = new Turns(chat, FinishReason.STOP_TOKEN);
            Conversation task = Conversation.of(List.of(QUESTION));
            Conversation answer = turns.write(task, "3");
            Conversation reflect = answer.then(FAILED);
            Context siblings = turns.tokens.prompt(answer.then(FAILED));

            assertThat(turns.tokens.prompt(task)).isSameAs(turns.tokens.prompt(task));
            assertThat(turns.tokens.prompt(reflect)).isSameAs(turns.tokens.prompt(reflect));
            assertThat(siblings).isNotSameAs(turns.tokens.prompt(reflect));
            assertThat(siblings.parent()).isEqualTo(turns.tokens.prompt(reflect).parent());
        }
    }

    /** What looks like the text that stands in for a written turn is in a message before it, in it and after it. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void textLikeTheMarkerIsHarmless(String fixture) throws IOException {
        try (ChatTokenizer chat = ChatTokenizer.open(Fixtures.folder(fixture))) {
            Turns turns = new Turns(chat, FinishReason.LENGTH);
            String marker = StandIn.of(Conversation.of(List.of(QUESTION)), Set.of(), Conversation.of(List.of(QUESTION)))
                    .marker();
            Conversation task = Conversation.of(List.of(ChatMessage.user("What is " + marker + marker + "W?")));
            Conversation answer = turns.write(task, "A " + marker + ".");
            Conversation reflect = answer.then(ChatMessage.user(marker + " W" + marker));

            assertThat(turns.tokens.prompt(reflect).tokens())
                    .isEqualTo(chat.prompt(ChatRequest.of(reflect.messages())).ids());
        }
    }

    /** Qwen 3's template takes the thought out of an earlier turn; Llama's and Mistral's trim it. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void writtenTokensStayAsTheyAre(String fixture) throws IOException {
        try (ChatTokenizer chat = ChatTokenizer.open(Fixtures.folder(fixture))) {
            Turns turns = new Turns(chat, FinishReason.STOP_TOKEN);
            Conversation task = Conversation.of(List.of(QUESTION));
            Conversation answer = turns.write(task, "  <think>\nhm\n</think>\n\n 3  ");
            int[] prompt = turns.tokens.prompt(answer.then(AGAIN)).tokens();
            int[] plain =
                    turns.tokens.prompt(turns.write(task, "3").then(AGAIN)).tokens();

            assertThat(prompt).startsWith(turns.written(answer).tokens());
            int suffix = prompt.length - turns.written(answer).length();
            assertThat(Arrays.copyOfRange(prompt, prompt.length - suffix, prompt.length))
                    .as("what follows does not depend on what was written")
                    .isEqualTo(Arrays.copyOfRange(plain, plain.length - suffix, plain.length));
        }
    }

    @Test
    void anotherStopTokenTakesThePlaceOfTheTemplates() throws IOException {
        try (ChatTokenizer chat = ChatTokenizer.open(Fixtures.folder("llama31"))) {
            Turns turns = new Turns(chat, FinishReason.STOP_TOKEN);
            int endOfMessage = chat.tokenizer().id("<|eom_id|>").orElseThrow();
            Conversation task = Conversation.of(List.of(QUESTION));
            Conversation usual = turns.write(task, "3");
            Conversation other = turns.write(task, "3", endOfMessage);
            int[] expected = turns.tokens.prompt(usual.then(AGAIN)).tokens();
            expected[turns.written(usual).length() - 1] = endOfMessage;

            assertThat(turns.tokens.prompt(other.then(AGAIN)).tokens()).isEqualTo(expected);
        }
    }

    @Test
    void whatAnotherPolicyWroteIsRendered() throws IOException {
        try (ChatTokenizer chat = ChatTokenizer.open(Fixtures.folder("qwen3"))) {
            Conversation task = Conversation.of(List.of(QUESTION));
            Conversation foreign = Completion.of(request(task), "<think>\nhm\n</think>\n\n3", FinishReason.STOP_TOKEN)
                    .conversation();
            Conversation further = foreign.then(AGAIN);
            int[] prompt = new ConversationTokens(chat, TemplateSettings.NONE)
                    .prompt(further)
                    .tokens();

            assertThat(prompt)
                    .isEqualTo(chat.prompt(ChatRequest.of(further.messages())).ids());
            assertThat(chat.tokenizer().decode(prompt))
                    .doesNotContain("hm")
                    .contains("<|im_start|>assistant\n3<|im_end|>");
        }
    }

    @Test
    void aTemplateMustShowWhatWasWritten() throws IOException {
        assertThatThrownBy(() ->
                        goOn("{% for m in messages %}{% if m.role == 'user' %}{{ m.content }}{% endif %}{% endfor %}"))
                .isInstanceOf(UnshownTurnException.class)
                .hasMessageContaining("the assistant's message 0 times; expected once");
        assertThatThrownBy(() -> goOn("{% for m in messages %}{{ m.content }}{{ m.content }}{% endfor %}"))
                .hasMessageContaining("2 times");
        assertThatThrownBy(() -> goOn("{% if messages | length > 1 %}{{ raise_exception('one only') }}{% endif %}hi"))
                .isInstanceOf(RaisedByTemplateException.class)
                .hasMessageContaining("one only");
    }

    private void goOn(String template) throws IOException {
        TokenizerFolder.copyOf("qwen3", directory).write("chat_template.jinja", template);
        try (ChatTokenizer chat = ChatTokenizer.open(directory)) {
            Turns turns = new Turns(chat, FinishReason.STOP_TOKEN);
            turns.tokens.prompt(
                    turns.write(Conversation.of(List.of(QUESTION)), "3").then(AGAIN));
        } finally {
            for (String file : new String[] {
                "tokenizer.json",
                "tokenizer_config.json",
                "generation_config.json",
                "config.json",
                "chat_template.jinja"
            }) {
                new TokenizerFolder(directory).remove(file);
            }
        }
    }

    /** Without an end of its own in the template, the model's stays. */
    @Test
    void aTemplateNeedNotEndTurns() throws IOException {
        TokenizerFolder.copyOf("qwen3", directory)
                .write(
                        "chat_template.jinja",
                        "{% for m in messages %}{{ m.role }}: {{ m.content }};{% endfor %}assistant: ");
        try (ChatTokenizer chat = ChatTokenizer.open(directory)) {
            Turns turns = new Turns(chat, FinishReason.STOP_TOKEN);
            Conversation answer = turns.write(Conversation.of(List.of(ChatMessage.user("a"))), "b");

            assertThat(chat.tokenizer()
                            .decode(turns.tokens
                                    .prompt(answer.then(ChatMessage.user("c")))
                                    .tokens()))
                    .isEqualTo("user: a;assistant: b<|im_end|>;user: c;assistant: ");
        }
    }

    @Test
    void halfASurrogatePairIsRefusedWhereverItIs() throws IOException {
        try (ChatTokenizer chat = ChatTokenizer.open(Fixtures.folder("qwen2-tied"))) {
            Turns turns = new Turns(chat, FinishReason.LENGTH);
            ChatMessage broken = ChatMessage.user("a\ud800b");
            Conversation answer = turns.write(Conversation.of(List.of(QUESTION)), "3");

            assertThatThrownBy(() -> turns.tokens.prompt(Conversation.of(List.of(broken))))
                    .isInstanceOf(InvalidTextException.class)
                    .hasMessageContaining("lone surrogate U+D800");
            assertThatThrownBy(() -> turns.tokens.prompt(answer.then(broken))).isInstanceOf(InvalidTextException.class);
        }
    }

    private static CompletionRequest request(Conversation conversation) {
        return new CompletionRequest(
                conversation, new SampleKey(0, "test", "task", 0), Sampling.greedy(), 9, List.of());
    }

    /** Writes turns as an engine would that knows how its texts are tokenised. */
    private static final class Turns {
        private final ChatTokenizer chat;
        private final FinishReason finish;
        private final ConversationTokens tokens;
        private final Map<Conversation, Context> written = new HashMap<>();

        Turns(ChatTokenizer chat, FinishReason finish) {
            this.chat = chat;
            this.finish = finish;
            this.tokens = new ConversationTokens(chat, TemplateSettings.NONE);
        }

        Context written(Conversation node) {
            return Objects.requireNonNull(written.get(node));
        }

        Conversation write(Conversation conversation, String text) {
            return write(conversation, text, usualEnd());
        }

        Conversation write(Conversation conversation, String text, int end) {
            int[] ids = chat.tokenizer().encode(text).ids();
            Conversation node =
                    Completion.of(request(conversation), text, finish).conversation();
            Context until = tokens.prompt(conversation).then(ids);
            written.put(node, finish == FinishReason.STOP_TOKEN ? until.then(new int[] {end}) : until);
            tokens.keep(node, written(node));
            return node;
        }

        /** The token with which the family's template ends a turn. */
        private int usualEnd() {
            return Stream.of("<|im_end|>", "<|eot_id|>", "<|end|>", "</s>")
                    .map(chat.tokenizer()::id)
                    .filter(OptionalInt::isPresent)
                    .findFirst()
                    .orElseThrow()
                    .getAsInt();
        }
    }
}
