package dev.r3.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.template.RaisedByTemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every chat rendering of the fixtures equals what transformers gives. */
class ChatParityTest {

    private static final String PYTHON_ERROR = "TemplateError: ";

    static Stream<Arguments> renderings() {
        return cases(false);
    }

    static Stream<Arguments> refusals() {
        return cases(true);
    }

    private static Stream<Arguments> cases(boolean refused) {
        return Fixture.all()
                .flatMap(fixture -> StreamSupport.stream(
                                fixture.reference().path("chat").spliterator(), false)
                        .filter(expected -> expected.has("error") == refused)
                        .map(expected -> arguments(
                                fixture,
                                expected.path("name").textValue(),
                                expected.path("add_generation_prompt").booleanValue(),
                                expected)));
    }

    @ParameterizedTest(name = "{0}: {1}, generation prompt {2}")
    @MethodSource("renderings")
    void rendersAsTransformersDoes(Fixture fixture, String name, boolean generationPrompt, JsonNode expected) {
        ChatPrompt prompt = fixture.chat().prompt(request(expected));

        assertThat(prompt.text()).isEqualTo(expected.path("rendered").textValue());
        assertThat(prompt.ids()).isEqualTo(EncodingParityTest.ints(expected.path("ids")));
    }

    @ParameterizedTest(name = "{0}: {1}, generation prompt {2}")
    @MethodSource("refusals")
    void refusesWhatTheTemplateRefuses(Fixture fixture, String name, boolean generationPrompt, JsonNode expected) {
        String error = expected.path("error").textValue();
        assertThat(error).startsWith(PYTHON_ERROR);

        assertThatThrownBy(() -> fixture.chat().prompt(request(expected)))
                .isInstanceOfSatisfying(
                        RaisedByTemplateException.class,
                        raised -> assertThat(raised.reason()).isEqualTo(error.substring(PYTHON_ERROR.length())));
    }

    static ChatRequest request(JsonNode expected) {
        List<ChatMessage> messages = new ArrayList<>();
        expected.path("messages").forEach(message -> messages.add(new ChatMessage((ObjectNode) message)));
        List<ObjectNode> tools = new ArrayList<>();
        expected.path("tools").forEach(tool -> tools.add((ObjectNode) tool));
        Map<String, JsonNode> options = new LinkedHashMap<>();
        expected.path("kwargs").properties().forEach(entry -> options.put(entry.getKey(), entry.getValue()));
        PromptEnd end = expected.path("add_generation_prompt").booleanValue()
                ? PromptEnd.ASSISTANT_TURN
                : PromptEnd.LAST_MESSAGE;
        return new ChatRequest(messages, tools, end, options, Optional.empty());
    }
}
