package dev.r3.model.supervised;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.tokenizer.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A line of a corpus as a record. Further columns of a row are left alone, as data sets carry ids and sources; further
 * fields of a message are refused, as a misspelt {@code train} would put loss on what mustn't be learnt.
 */
final class RecordReader {
    private static final int DEEPEST = 16;
    private static final Set<String> MESSAGE_FIELDS = Set.of("role", "content", "train");
    private static final JsonMapper MAPPER = mapper();

    private RecordReader() {}

    /**
     * @throws UnusableRecordException for anything but one of the three kinds
     */
    static SupervisedRecord read(String line) {
        JsonNode row = json(line);
        if (!row.isObject()) {
            throw new UnusableRecordException("no JSON object");
        }
        List<String> kinds = new ArrayList<>(List.of("text", "prompt", "messages"));
        kinds.removeIf(name -> !row.has(name));
        if (kinds.size() != 1) {
            throw new UnusableRecordException(
                    "one of 'text', 'prompt' with 'completion', or 'messages' is needed, found " + kinds);
        }
        return switch (kinds.get(0)) {
            case "text" -> new PlainText(text(row, "text", "text"));
            case "prompt" -> new PromptCompletion(text(row, "prompt", "prompt"), text(row, "completion", "completion"));
            default -> conversation(row.path("messages"));
        };
    }

    private static JsonNode json(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JacksonException malformed) {
            throw new UnusableRecordException("malformed JSON, " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static Conversation conversation(JsonNode messages) {
        if (!messages.isArray()) {
            throw new UnusableRecordException("'messages' is no list");
        }
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            turns.add(turn("messages[" + i + "]", messages.get(i)));
        }
        try {
            return new Conversation(turns);
        } catch (IllegalArgumentException invalid) {
            throw new UnusableRecordException(String.valueOf(invalid.getMessage()), invalid);
        }
    }

    private static Turn turn(String place, JsonNode message) {
        if (!message.isObject()) {
            throw new UnusableRecordException("'" + place + "' is no object");
        }
        message.fieldNames().forEachRemaining(name -> {
            if (!MESSAGE_FIELDS.contains(name)) {
                throw new UnusableRecordException("'" + place + "." + name + "' is not supported; a message has "
                        + "'role', 'content' and perhaps 'train'");
            }
        });
        String role = text(message, "role", place + ".role");
        ObjectNode fields = JsonNodeFactory.instance
                .objectNode()
                .put("role", role)
                .put("content", text(message, "content", place + ".content"));
        JsonNode train = message.path("train");
        if (!train.isMissingNode() && !train.isBoolean()) {
            throw new UnusableRecordException("'" + place + ".train' is neither true nor false");
        }
        boolean learnt = train.isMissingNode() ? role.equals(Turn.ASSISTANT) : train.booleanValue();
        try {
            return new Turn(new ChatMessage(fields), learnt ? TurnLoss.LEARNT : TurnLoss.CONTEXT);
        } catch (IllegalArgumentException invalid) {
            throw new UnusableRecordException("'" + place + "': " + invalid.getMessage(), invalid);
        }
    }

    private static String text(JsonNode object, String name, String place) {
        String text = object.path(name).textValue();
        if (text == null) {
            throw new UnusableRecordException("'" + place + "' is " + (object.has(name) ? "no string" : "missing"));
        }
        return text;
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
        return mapper;
    }
}
