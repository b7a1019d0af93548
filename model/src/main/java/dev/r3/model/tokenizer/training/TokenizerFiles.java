package dev.r3.model.tokenizer.training;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a vocabulary as the files of a tokenizer with a chat template, as transformers publishes them. */
public final class TokenizerFiles {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final TrainedVocabulary vocabulary;

    public TokenizerFiles(TrainedVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * Writes them, with a generation_config.json that stops at the end of a turn.
     *
     * @param maxPositions the model's longest sequence
     */
    public void write(Path folder, int maxPositions) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve("tokenizer.json"), tokenizer());
        write(folder.resolve("tokenizer_config.json"), settings(maxPositions));
        write(folder.resolve("special_tokens_map.json"), special());
        write(folder.resolve("generation_config.json"), generation());
    }

    /** The id of the token that ends the assistant's turn. */
    public int endOfTurn() {
        return vocabulary.id(ChatMarkup.END_OF_TURN);
    }

    /** The id of the token that ends a text and fills rows up. */
    public int endOfText() {
        return vocabulary.id(ChatMarkup.END_OF_TEXT);
    }

    private ObjectNode tokenizer() {
        ObjectNode file = JSON.objectNode().put("version", "1.0").putNull("truncation");
        file.putNull("padding");
        ArrayNode added = file.putArray("added_tokens");
        vocabulary.addedTokens().forEach(token -> added.add(addedToken(token).put("id", vocabulary.id(token))));
        file.putObject("normalizer").put("type", "NFC");
        ObjectNode split = JSON.objectNode().put("type", "Split");
        split.putObject("pattern").put("Regex", WordSplit.PATTERN);
        split.put("behavior", "Isolated").put("invert", false);
        file.putObject("pre_tokenizer")
                .put("type", "Sequence")
                .putArray("pretokenizers")
                .add(split)
                .add(byteLevel());
        file.set("post_processor", byteLevel());
        file.set("decoder", byteLevel());
        file.set("model", model());
        return file;
    }

    private static ObjectNode addedToken(String token) {
        return JSON.objectNode()
                .put("content", token)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", TokenizerPlan.SPECIAL.contains(token));
    }

    private static ObjectNode byteLevel() {
        return JSON.objectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", false)
                .put("use_regex", false);
    }

    private ObjectNode model() {
        ObjectNode model = JSON.objectNode().put("type", "BPE");
        model.putNull("dropout").putNull("unk_token");
        model.put("continuing_subword_prefix", "").put("end_of_word_suffix", "");
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        ObjectNode pieces = model.putObject("vocab");
        vocabulary.pieces().forEach(pieces::put);
        ArrayNode merges = model.putArray("merges");
        vocabulary.merges().forEach(merge -> merges.addArray().add(merge.left()).add(merge.right()));
        return model;
    }

    private ObjectNode settings(int maxPositions) {
        ObjectNode settings = JSON.objectNode().put("tokenizer_class", "Qwen2Tokenizer");
        settings.put("add_bos_token", false).put("add_prefix_space", false);
        ObjectNode decoder = settings.putObject("added_tokens_decoder");
        vocabulary
                .addedTokens()
                .forEach(token -> decoder.set(Integer.toString(vocabulary.id(token)), addedToken(token)));
        settings.putNull("bos_token").setAll(special());
        settings.put("chat_template", ChatMarkup.TEMPLATE);
        return settings.put("clean_up_tokenization_spaces", false).put("model_max_length", maxPositions);
    }

    private static ObjectNode special() {
        return JSON.objectNode().put("eos_token", ChatMarkup.END_OF_TURN).put("pad_token", ChatMarkup.END_OF_TEXT);
    }

    private ObjectNode generation() {
        ObjectNode generation = JSON.objectNode().put("do_sample", false);
        generation.putArray("eos_token_id").add(endOfTurn()).add(endOfText());
        return generation.put("pad_token_id", endOfText());
    }

    private static void write(Path file, JsonNode json) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        Files.write(file, MAPPER.writer(printer).writeValueAsBytes(json));
    }
}
