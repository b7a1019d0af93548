package dev.r3.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds the special tokens in the files of a checkpoint's folder. */
final class SpecialTokensReader {

    private final Path folder;
    private final Vocabulary vocabulary;

    SpecialTokensReader(Path folder, Vocabulary vocabulary) {
        this.folder = folder;
        this.vocabulary = vocabulary;
    }

    SpecialTokens read() throws IOException {
        Optional<SpecialToken> end = token("eos_token");
        Optional<SpecialToken> padding = token("pad_token");
        return new SpecialTokens(token("bos_token"), end, padding, token("unk_token"), endIds(end), paddingId(padding));
    }

    /** The settings of the tokenizer come before the older file that lists the tokens alone. */
    private Optional<SpecialToken> token(String name) throws IOException {
        for (String file : List.of("tokenizer_config.json", "special_tokens_map.json")) {
            ObjectNode settings = JsonFiles.readIfThere(folder.resolve(file));
            if (settings.has(name)) {
                return token(folder.resolve(file), name, settings.get(name));
            }
        }
        return Optional.empty();
    }

    /** Either the token's text or an object with it as its content. */
    private Optional<SpecialToken> token(Path file, String name, JsonNode json) {
        if (json.isNull()) {
            return Optional.empty();
        }
        JsonNode text = json.isObject() ? json.path("content") : json;
        if (!text.isTextual()) {
            throw new InvalidTokenizerException(file, "'" + name + "' is no string");
        }
        int id = vocabulary
                .id(text.textValue())
                .orElseThrow(() -> new InvalidTokenizerException(
                        file, "'" + name + "' is '" + text.textValue() + "', which is not in the vocabulary"));
        return Optional.of(new SpecialToken(text.textValue(), id));
    }

    private List<Integer> endIds(Optional<SpecialToken> end) throws IOException {
        for (String file : List.of("generation_config.json", "config.json")) {
            List<Integer> ids = ids(folder.resolve(file), "eos_token_id");
            if (!ids.isEmpty()) {
                return ids;
            }
        }
        return end.map(token -> List.of(token.id())).orElse(List.of());
    }

    private OptionalInt paddingId(Optional<SpecialToken> padding) throws IOException {
        if (padding.isPresent()) {
            return OptionalInt.of(padding.get().id());
        }
        for (String file : List.of("generation_config.json", "config.json")) {
            List<Integer> ids = ids(folder.resolve(file), "pad_token_id");
            if (!ids.isEmpty()) {
                return OptionalInt.of(ids.get(0));
            }
        }
        return OptionalInt.empty();
    }

    /** One id, a list of them, or none. */
    private static List<Integer> ids(Path file, String name) throws IOException {
        JsonNode json = JsonFiles.readIfThere(file).path(name);
        if (json.isMissingNode() || json.isNull()) {
            return List.of();
        }
        List<Integer> ids = new ArrayList<>();
        for (JsonNode id : json.isArray() ? json : List.of(json)) {
            if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0) {
                throw new InvalidTokenizerException(file, "'" + name + "' has " + id + ", which is no token id");
            }
            ids.add(id.intValue());
        }
        return ids;
    }
}
