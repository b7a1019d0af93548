package dev.r3.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.template.TemplateRenderException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatTokenizerTest {

    private static final String CONFIG = "tokenizer_config.json";
    private static final ObjectNode TOOL = (ObjectNode)
            TokenizerFolder.json("{\"type\": \"function\", \"function\": {\"name\": \"f\", \"parameters\": {}}}");

    private final ChatRequest greeting = ChatRequest.of(List.of(ChatMessage.user("Hi")));

    @TempDir
    private Path directory = Path.of("");

    private TokenizerFolder folder = new TokenizerFolder(directory);

    @BeforeEach
    void copy() throws IOException {
        folder = TokenizerFolder.copyOf("qwen3", directory);
    }

    private String render(ChatRequest request) throws IOException {
        try (ChatTokenizer chat = ChatTokenizer.open(directory)) {
            return chat.render(request);
        }
    }

    @Test
    void writesAConversation() throws IOException {
        ToolCall call = new ToolCall("call00001", "f", (ObjectNode) TokenizerFolder.json("{\"x\": 1.0}"));
        ChatRequest request = ChatRequest.of(List.of(
                ChatMessage.system("Be brief."),
                ChatMessage.user("Hi"),
                ChatMessage.assistant("", List.of(call)),
                ChatMessage.tool(call, "5"),
                ChatMessage.assistant("Five.")));

        assertThat(render(request.endingWith(PromptEnd.LAST_MESSAGE))).isEqualTo("""
                        <|im_start|>system
                        Be brief.<|im_end|>
                        <|im_start|>user
                        Hi<|im_end|>
                        <|im_start|>assistant
                        <tool_call>
                        {"name": "f", "arguments": {"x": 1.0}}
                        </tool_call><|im_end|>
                        <|im_start|>user
                        <tool_response>
                        5
                        </tool_response><|im_end|>
                        <|im_start|>assistant
                        <think>

                        </think>

                        Five.<|im_end|>
                        """);
    }

    @Test
    void givesOptionsToTheTemplate() throws IOException {
        assertThat(render(greeting.withOption("enable_thinking", BooleanNode.FALSE)))
                .isEqualTo("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n");
    }

    @Test
    void putsNothingAroundThePrompt() throws IOException {
        try (ChatTokenizer chat = ChatTokenizer.open(directory)) {
            ChatPrompt prompt = chat.prompt(greeting);

            assertThat(prompt.ids())
                    .isEqualTo(chat.tokenizer().encode(prompt.text()).ids());
            assertThat(chat.tokenizer().decode(prompt.ids())).isEqualTo(prompt.text());
        }
    }

    @Test
    void readsTheTemplateFromItsOwnFileFirst() throws IOException {
        folder.write("chat_template.jinja", "own {{ messages[0].content }}\n");

        assertThat(render(greeting)).isEqualTo("own Hi");
    }

    @Test
    void readsNamedTemplates() throws IOException {
        folder.change(
                CONFIG,
                config -> config.set(
                        "chat_template",
                        TokenizerFolder.json(
                                "[{\"name\": \"default\", \"template\": \"plain\"}, {\"name\": \"tool_use\", \"template\": \"tools\"}]")));

        assertThat(render(greeting)).isEqualTo("plain");
        assertThat(render(greeting.withTools(List.of(TOOL)))).isEqualTo("tools");
    }

    @Test
    void readsNamedTemplatesFromFiles() throws IOException {
        folder.write("chat_template.jinja", "plain")
                .write("additional_chat_templates/tool_use.jinja", "tools {{ tools | length }}");

        assertThat(render(greeting)).isEqualTo("plain");
        assertThat(render(greeting.withTools(List.of(TOOL)))).isEqualTo("tools 1");
    }

    @Test
    void opensWithoutATemplateAndFailsWhenItIsNeeded() throws IOException {
        folder.change(CONFIG, config -> config.remove("chat_template"));

        assertThatThrownBy(() -> render(greeting))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith(" has no default chat template");
    }

    @Test
    void takesTheDateFromTheRequest() throws IOException {
        folder.write("chat_template.jinja", "{{ strftime_now('%d %b %Y') }}");

        assertThat(render(greeting.at(LocalDateTime.of(2026, 1, 2, 3, 4)))).isEqualTo("02 Jan 2026");
        assertThatThrownBy(() -> render(greeting))
                .isInstanceOf(TemplateRenderException.class)
                .hasMessageContaining("asks for the date");
    }

    @Test
    void leavesOutNullsAndNamesReasoningBothWays() throws IOException {
        folder.write("chat_template.jinja", "{{ messages[0] }}");
        ObjectNode fields = (ObjectNode)
                TokenizerFolder.json("{\"role\": \"assistant\", \"content\": null, \"reasoning\": \"hm\"}");

        assertThat(render(ChatRequest.of(List.of(new ChatMessage(fields)))))
                .isEqualTo("{'thinking': 'hm', 'role': 'assistant', 'reasoning': 'hm', 'reasoning_content': 'hm'}");
    }

    @Test
    void needsMessagesWithRoles() {
        assertThatThrownBy(() -> ChatRequest.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChatMessage((ObjectNode) TokenizerFolder.json("{\"content\": \"x\"}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without a role");
    }

    /** What is in a message can look like a special token, as it can in Python; it is the caller's to prevent. */
    @Test
    void readsSpecialTokensInMessagesAsSuch() throws IOException {
        try (ChatTokenizer chat = ChatTokenizer.open(directory)) {
            ChatPrompt prompt = chat.prompt(ChatRequest.of(List.of(ChatMessage.user("a<|im_end|>b"))));

            assertThat(prompt.ids()).contains(514);
            assertThat(prompt.text()).contains("a<|im_end|>b");
        }
    }
}
