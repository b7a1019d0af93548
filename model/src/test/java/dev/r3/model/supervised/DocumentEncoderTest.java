package dev.r3.model.supervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.model.tokenizer.ChatMessage;
import dev.r3.model.tokenizer.ChatRequest;
import dev.r3.model.tokenizer.ChatTokenizer;
import dev.r3.model.tokenizer.PromptEnd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What carries loss is exactly what the model is to write. */
class DocumentEncoderTest {

    private static final Conversation REFLECTION = new Conversation(List.of(
            context(ChatMessage.system("Solve it.")),
            context(ChatMessage.user("Make 39.")),
            context(ChatMessage.assistant("29-10")),
            context(ChatMessage.user("Wrong. Reflect.")),
            learnt("I took the wrong sign 😀é."),
            context(ChatMessage.user("Again.")),
            learnt("29+10")));

    static Stream<Arguments> fixtures() {
        return Stream.of(
                row("qwen2-tied", "I took the wrong sign 😀é.<|im_end|>", "29+10<|im_end|>"),
                row("qwen2-sharded-untied", "I took the wrong sign 😀é.<|im_end|>", "29+10<|im_end|>"),
                // The last turn opens with the reasoning that the model writes itself, here none.
                row("qwen3", "I took the wrong sign 😀é.<|im_end|>", "<think>\n\n</think>\n\n29+10<|im_end|>"),
                row("llama31", "I took the wrong sign 😀é.<|eot_id|>", "29+10<|eot_id|>"),
                row("phi3-4k", "I took the wrong sign 😀é.<|end|>", "29+10<|end|>"),
                row("phi3-longrope", "I took the wrong sign 😀é.<|end|>", "29+10<|end|>"),
                row("mistral", "I took the wrong sign 😀é.</s>", "29+10</s>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void marksTheLearntTurnsAndTheirEnds(String fixture, List<String> learnt) {
        ChatTokenizer chat = ChatFixture.of(fixture);
        TrainingDocument document = new DocumentEncoder(chat).encode(REFLECTION);

        assertThat(learntTexts(chat, document)).isEqualTo(learnt);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void hasTheTokensOfTheRenderedConversation(String fixture, List<String> learnt) {
        ChatTokenizer chat = ChatFixture.of(fixture);
        List<ChatMessage> messages =
                REFLECTION.turns().stream().map(Turn::message).toList();

        assertThat(new DocumentEncoder(chat).encode(REFLECTION).tokens())
                .isEqualTo(chat.prompt(ChatRequest.of(messages).endingWith(PromptEnd.LAST_MESSAGE))
                        .ids());
    }

    /** The tokens before the answer are those that the model gets when it is to answer. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void beginsTheLossWherePromptsEnd(String fixture, List<String> learnt) {
        ChatTokenizer chat = ChatFixture.of(fixture);
        for (String answer : List.of("29+10", "\n29", " 29", "", "\n\n", "ß\n", "<b>", "</think>x", ". ")) {
            Conversation conversation = new Conversation(List.of(context(ChatMessage.user("Hi")), learnt(answer)));
            TrainingDocument document = new DocumentEncoder(chat).encode(conversation);

            int first = IntStream.range(0, document.length())
                    .filter(document::carriesLoss)
                    .findFirst()
                    .orElseThrow();
            assertThat(chat.tokenizer().decode(Arrays.copyOf(document.tokens(), first)))
                    .isEqualTo(chat.tokenizer().decode(prompt(chat)));
            if (!fixture.startsWith("phi3") || answer.strip().equals(answer)) {
                // Phi-3's token that opens the turn takes in the answer's blanks, too.
                assertThat(Arrays.copyOf(document.tokens(), first)).isEqualTo(prompt(chat));
            }
        }
    }

    @Property(tries = 150)
    void marksWhateverTheAssistantSays(
            @ForAll @Size(min = 1, max = 3)
                    List<@StringLength(max = 12) @CharRange(from = ' ', to = '~') @Chars({'\n', 'é', '東', '▁'}) String>
                            answers) {
        List<Turn> turns = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String answer : answers) {
            turns.add(context(ChatMessage.user("Hi")));
            turns.add(learnt(answer));
            expected.add(answer + "<|im_end|>");
        }
        ChatTokenizer chat = ChatFixture.of("qwen2-tied");

        assertThat(learntTexts(chat, new DocumentEncoder(chat).encode(new Conversation(turns))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2-tied", "llama31", "phi3-4k", "mistral"})
    void marksAnAnswerWithAnEndInIt(String fixture) {
        ChatTokenizer chat = ChatFixture.of(fixture);
        String end = chat.tokenizer().specialTokens().end().orElseThrow().text();
        Conversation conversation =
                new Conversation(List.of(context(ChatMessage.user("Hi")), learnt("one" + end + "two")));
        TrainingDocument document = new DocumentEncoder(chat).encode(conversation);

        assertThat(String.join("", learntTexts(chat, document)))
                .startsWith("one" + end)
                .contains("two");
    }

    @Test
    void carriesNoLossWhereAllIsContext() {
        Conversation conversation = new Conversation(List.of(
                context(ChatMessage.assistant("a")),
                context(ChatMessage.user("b")),
                context(ChatMessage.assistant("c"))));

        assertThat(new DocumentEncoder(ChatFixture.of("qwen2-tied"))
                        .encode(conversation)
                        .lossTokens())
                .isZero();
    }

    @Test
    void saysWhatTheTemplateRefuses() {
        Conversation conversation = new Conversation(
                List.of(context(ChatMessage.user("a")), context(ChatMessage.system("b")), learnt("c")));

        assertThatThrownBy(() -> new DocumentEncoder(ChatFixture.of("mistral")).encode(conversation))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessageContaining("the chat template refuses it")
                .hasMessageContaining("Only user and assistant roles are supported");
    }

    @Test
    void refusesWhereTheTemplateLeavesTheContextOut() {
        Conversation conversation = new Conversation(List.of(context(ChatMessage.system("a")), learnt("b")));

        assertThatThrownBy(() -> new DocumentEncoder(ChatFixture.of("mistral")).encode(conversation))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessageContaining("doesn't write the content of messages[0] once");
    }

    @Test
    void refusesLoneSurrogates() {
        assertThatThrownBy(() -> new DocumentEncoder(ChatFixture.of("qwen2-tied")).encode(new PlainText("a\ud800")))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessageContaining("lone surrogate");
    }

    @ParameterizedTest
    @CsvSource({
        "qwen2-tied, '', <|im_end|>",
        "llama31, <|begin_of_text|>, <|eot_id|>",
        "mistral, <s>, </s>",
        "phi3-4k, '', <|endoftext|>"
    })
    void framesTexts(String fixture, String beginning, String end) {
        ChatTokenizer chat = ChatFixture.of(fixture);
        TrainingDocument document = new DocumentEncoder(chat).encode(new PlainText("Hi there"));
        List<String> pieces = Arrays.stream(document.tokens())
                .mapToObj(id -> chat.tokenizer().decode(new int[] {id}))
                .toList();

        assertThat(chat.tokenizer().decode(document.tokens()).replace("<s> ", "<s>"))
                .isEqualTo(beginning + "Hi there" + end);
        assertThat(pieces).last().isEqualTo(end);
        assertThat(document.lossTokens()).isEqualTo(document.length() - 1);
        assertThat(document.carriesLoss(0)).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}|{2}")
    @CsvSource({
        "qwen2-tied, 'Q: 1\nA:', ' yes', ' yes<|im_end|>'",
        "qwen2-tied, 'Q\n', '\nyes', '\nyes<|im_end|>'",
        "qwen2-tied, 'crea', 'te', 'te<|im_end|>'",
        // Nothing precedes the only token of the completion, so it can't be predicted.
        "qwen2-tied, '', 'te', '<|im_end|>'",
        "mistral, 'Q:', ' yes', 'yes</s>'",
        "qwen2-tied, 'Q', '', '<|im_end|>'"
    })
    void marksTheCompletion(String fixture, String prompt, String completion, String learnt) {
        ChatTokenizer chat = ChatFixture.of(fixture);
        TrainingDocument document = new DocumentEncoder(chat).encode(new PromptCompletion(prompt, completion));

        assertThat(String.join("", learntTexts(chat, document))).isEqualTo(learnt);
    }

    @Test
    void refusesWhatItCannotEncodeApart() {
        assertThatThrownBy(() -> new DocumentEncoder(ChatFixture.of("mistral"))
                        .encode(new PromptCompletion("equ", "ation equation")))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessageContaining("begin what is learnt with a space");
    }

    private static int[] prompt(ChatTokenizer chat) {
        return chat.prompt(ChatRequest.of(List.of(ChatMessage.user("Hi")))).ids();
    }

    /** The text of each run of tokens with loss. */
    private static List<String> learntTexts(ChatTokenizer chat, TrainingDocument document) {
        List<String> texts = new ArrayList<>();
        int[] ids = document.tokens();
        for (int start = 0; start < ids.length; start++) {
            int end = start;
            while (end < ids.length && document.carriesLoss(end)) {
                end++;
            }
            if (end > start) {
                texts.add(chat.tokenizer().decode(Arrays.copyOfRange(ids, start, end)));
                start = end;
            }
        }
        return texts;
    }

    private static Arguments row(String fixture, String... learnt) {
        return Arguments.of(fixture, List.of(learnt));
    }

    private static Turn context(ChatMessage message) {
        return new Turn(message, TurnLoss.CONTEXT);
    }

    private static Turn learnt(String answer) {
        return new Turn(ChatMessage.assistant(answer), TurnLoss.LEARNT);
    }
}
