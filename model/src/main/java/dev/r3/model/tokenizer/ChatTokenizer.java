package dev.r3.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.r3.model.template.ChatTemplate;
import dev.r3.model.template.TemplateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Conversations to prompts: the tokenizer and the chat template of a checkpoint's folder. */
public final class ChatTokenizer implements AutoCloseable {

    private final Tokenizer tokenizer;
    private final ChatTemplates templates;

    private ChatTokenizer(Tokenizer tokenizer, ChatTemplates templates) {
        this.tokenizer = tokenizer;
        this.templates = templates;
    }

    /**
     * The tokenizer and the chat templates of the folder; a base model's has no template, and then {@link #render}
     * fails.
     *
     * @throws InvalidTokenizerException if a file holds something else than it must, an unsupported template included
     */
    public static ChatTokenizer open(Path folder) throws IOException {
        ChatTemplates templates = ChatTemplates.read(folder);
        return new ChatTokenizer(Tokenizer.open(folder), templates);
    }

    /** The tokenizer alone; closed with this. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Whether conversations can be rendered; a base model's folder has no template. */
    public boolean hasTemplate() {
        return !templates.byName().isEmpty();
    }

    /**
     * The text of the prompt.
     *
     * @throws TemplateException if the template refuses the conversation or cannot work with it
     */
    public String render(ChatRequest request) {
        boolean hasTools = !request.tools().isEmpty();
        ChatTemplate template = templates.select(hasTools);
        return template.render(variables(request), request.now());
    }

    /** The text of the prompt and its tokens; nothing is put around what the template gives. */
    public ChatPrompt prompt(ChatRequest request) {
        String text = render(request);
        return new ChatPrompt(text, tokenizer.encode(text));
    }

    private Map<String, JsonNode> variables(ChatRequest request) {
        Map<String, JsonNode> variables = new HashMap<>();
        SpecialTokens special = tokenizer.specialTokens();
        special.beginning().ifPresent(token -> variables.put("bos_token", TextNode.valueOf(token.text())));
        special.end().ifPresent(token -> variables.put("eos_token", TextNode.valueOf(token.text())));
        special.padding().ifPresent(token -> variables.put("pad_token", TextNode.valueOf(token.text())));
        special.unknown().ifPresent(token -> variables.put("unk_token", TextNode.valueOf(token.text())));
        variables.putAll(request.options());
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        request.messages().forEach(message -> messages.add(MessageFields.of(message)));
        variables.put("messages", messages);
        variables.put("tools", request.tools().isEmpty() ? NullNode.instance : tools(request));
        variables.put("documents", NullNode.instance);
        variables.put("add_generation_prompt", BooleanNode.valueOf(request.end() == PromptEnd.ASSISTANT_TURN));
        return variables;
    }

    private static ArrayNode tools(ChatRequest request) {
        ArrayNode tools = JsonNodeFactory.instance.arrayNode();
        request.tools().forEach(tools::add);
        return tools;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
