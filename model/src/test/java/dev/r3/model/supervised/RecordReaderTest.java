package dev.r3.model.supervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.model.tokenizer.ChatMessage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordReaderTest {

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of("{\"text\": \"a\\u00e9\", \"id\": 7}", new PlainText("aé")),
                Arguments.of("{\"prompt\": \"a\", \"completion\": \"b\"}", new PromptCompletion("a", "b")),
                Arguments.of(
                        "{\"messages\": [{\"role\": \"user\", \"content\": \"a\", \"train\": false},"
                                + " {\"role\": \"assistant\", \"content\": \"b\"},"
                                + " {\"role\": \"assistant\", \"content\": \"c\", \"train\": false},"
                                + " {\"role\": \"assistant\", \"content\": \"d\", \"train\": true}]}\r",
                        new Conversation(List.of(
                                new Turn(ChatMessage.user("a"), TurnLoss.CONTEXT),
                                new Turn(ChatMessage.assistant("b"), TurnLoss.LEARNT),
                                new Turn(ChatMessage.assistant("c"), TurnLoss.CONTEXT),
                                new Turn(ChatMessage.assistant("d"), TurnLoss.LEARNT)))));
    }

    @ParameterizedTest
    @MethodSource("records")
    void reads(String line, SupervisedRecord expected) {
        assertThat(RecordReader.read(line)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            {"text":                                     | malformed JSON
            {"text": "a"} {"text": "b"}                  | malformed JSON
            {"text": "a", "text": "b"}                   | Duplicate field 'text'
            ["a"]                                        | no JSON object
            {}                                           | one of 'text', 'prompt' with 'completion', or 'messages' is needed, found []
            {"content": "a"}                             | found []
            {"text": "a", "messages": []}                | found [text, messages]
            {"text": 5}                                  | 'text' is no string
            {"text": null}                               | 'text' is no string
            {"prompt": "a"}                              | 'completion' is missing
            {"prompt": [], "completion": "a"}            | 'prompt' is no string
            {"messages": "a"}                            | 'messages' is no list
            {"messages": []}                             | a conversation without messages
            {"messages": ["a"]}                          | 'messages[0]' is no object
            {"messages": [{"content": "a"}]}             | 'messages[0].role' is missing
            {"messages": [{"role": "", "content": "a"}]} | 'messages[0]': a message without a role
            {"messages": [{"role": "user"}]}             | 'messages[0].content' is missing
            {"messages": [{"role": "user", "content": "a", "trian": false}]}   | 'messages[0].trian' is not supported
            {"messages": [{"role": "user", "content": "a", "tool_calls": []}]} | 'messages[0].tool_calls' is not supported
            {"messages": [{"role": "user", "content": "a", "train": "no"}]}    | 'messages[0].train' is neither true nor false
            {"messages": [{"role": "user", "content": "a", "train": true}]}    | only an assistant's message can be learnt, not one of user
            {"messages": [{"role": "assistant", "content": "a"}]}              | begins with an assistant's message to learn
            """)
    void refuses(String line, String message) {
        assertThatThrownBy(() -> RecordReader.read(line))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesDeepNesting() {
        assertThatThrownBy(() -> RecordReader.read("{\"text\": \"a\", \"more\": " + "[".repeat(100_000)))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessageContaining("nesting depth");
    }
}
