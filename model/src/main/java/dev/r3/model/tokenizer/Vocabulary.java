package dev.r3.model.tokenizer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The tokens that {@code tokenizer.json} lists, added ones included. The model's own vocabulary may be larger.
 *
 * @param ids the numbers of the tokens
 */
record Vocabulary(Map<String, Integer> ids) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** How many tokens there are. */
    int size() {
        return ids.size();
    }

    OptionalInt id(String token) {
        Integer id = ids.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** Reads the file piece by piece: those of published models have megabytes. */
    static Vocabulary read(Path tokenizerJson) throws IOException {
        Map<String, Integer> ids = new HashMap<>();
        try (JsonParser parser = MAPPER.createParser(tokenizerJson.toFile())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidTokenizerException(tokenizerJson, "no JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("added_tokens") && value == JsonToken.START_ARRAY) {
                    readAddedTokens(parser, ids);
                } else if (name.equals("model") && value == JsonToken.START_OBJECT) {
                    readModel(parser, ids);
                } else {
                    parser.skipChildren();
                }
            }
        }
        if (ids.isEmpty()) {
            throw new InvalidTokenizerException(tokenizerJson, "no vocabulary at 'model.vocab'");
        }
        return new Vocabulary(ids);
    }

    private static void readAddedTokens(JsonParser parser, Map<String, Integer> ids) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            AddedToken token = AddedToken.read(parser);
            ids.put(token.content(), token.id());
        }
    }

    private record AddedToken(String content, int id) {

        static AddedToken read(JsonParser parser) throws IOException {
            String content = "";
            int id = -1;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("content")) {
                    content = parser.getText();
                } else if (name.equals("id")) {
                    id = parser.getIntValue();
                }
                parser.skipChildren();
            }
            return new AddedToken(content, id);
        }
    }

    private static void readModel(JsonParser parser, Map<String, Integer> ids) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("vocab") && value == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String token = parser.currentName();
                    parser.nextToken();
                    ids.put(token, parser.getIntValue());
                }
            } else if (name.equals("vocab") && value == JsonToken.START_ARRAY) {
                readPieces(parser, ids);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** A unigram model lists pairs of token and score, and their order is their number. */
    private static void readPieces(JsonParser parser, Map<String, Integer> ids) throws IOException {
        for (int id = 0; parser.nextToken() == JsonToken.START_ARRAY; id++) {
            parser.nextToken();
            ids.put(parser.getText(), id);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                parser.skipChildren();
            }
        }
    }
}
