package dev.r3.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.model.template.ChatTemplate;
import dev.r3.model.template.TemplateException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The chat templates of a checkpoint's folder, by name; most folders have one, named default. */
record ChatTemplates(Path folder, Map<String, ChatTemplate> byName) {

    private static final String DEFAULT = "default";
    private static final String WITH_TOOLS = "tool_use";
    private static final String EXTENSION = ".jinja";

    /** A file of its own comes before the settings of the tokenizer, as in transformers. */
    static ChatTemplates read(Path folder) throws IOException {
        Map<String, ChatTemplate> templates = new TreeMap<>();
        Path file = folder.resolve("chat_template" + EXTENSION);
        Path further = folder.resolve("additional_chat_templates");
        if (Files.exists(file)) {
            templates.put(DEFAULT, parse(file, text(file)));
        }
        if (Files.isDirectory(further)) {
            readFurther(further, templates);
        }
        if (templates.isEmpty()) {
            readSettings(folder.resolve("tokenizer_config.json"), templates);
        }
        return new ChatTemplates(folder, Map.copyOf(templates));
    }

    private static void readFurther(Path further, Map<String, ChatTemplate> templates) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(further, "*" + EXTENSION)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                templates.put(name.substring(0, name.length() - EXTENSION.length()), parse(file, text(file)));
            }
        }
    }

    private static void readSettings(Path file, Map<String, ChatTemplate> templates) throws IOException {
        JsonNode setting = JsonFiles.readIfThere(file).path("chat_template");
        if (setting.isTextual()) {
            templates.put(DEFAULT, parse(file, setting.textValue()));
        } else if (setting.isArray()) {
            for (JsonNode named : setting) {
                if (!named.path("name").isTextual() || !named.path("template").isTextual()) {
                    throw new InvalidTokenizerException(file, "a chat template without name or text");
                }
                templates.put(
                        named.path("name").textValue(),
                        parse(file, named.path("template").textValue()));
            }
        } else if (!setting.isMissingNode() && !setting.isNull()) {
            throw new InvalidTokenizerException(file, "'chat_template' is neither a string nor a list");
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException malformed) {
            throw new InvalidTokenizerException(file, "expected UTF-8, found other bytes", malformed);
        }
    }

    private static ChatTemplate parse(Path file, String source) {
        try {
            return ChatTemplate.of(source);
        } catch (TemplateException unsupported) {
            throw new InvalidTokenizerException(file, "chat " + unsupported.getMessage(), unsupported);
        }
    }

    /** The template for a conversation with or without tools. */
    ChatTemplate select(boolean hasTools) {
        ChatTemplate forTools = byName.get(WITH_TOOLS);
        if (hasTools && forTools != null) {
            return forTools;
        }
        ChatTemplate template = byName.get(DEFAULT);
        if (template == null) {
            throw new IllegalStateException(
                    folder + " has no default chat template" + (byName.isEmpty() ? "" : ", only " + byName.keySet()));
        }
        return template;
    }
}
