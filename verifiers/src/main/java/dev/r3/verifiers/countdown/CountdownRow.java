package dev.r3.verifiers.countdown;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.Column;
import dev.r3.verifiers.api.InvalidTaskException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The row layout of Countdown-Tasks-3to4: {@code {"target": 24, "nums": [3, 5, 7]}}, perhaps with a solution. */
final class CountdownRow {

    static final String TARGET = "target";
    static final String NUMBERS = "nums";
    static final String SOLUTION = "solution";

    static final List<Column> COLUMNS = List.of(
            Column.required(TARGET, Column.Type.INTEGER),
            Column.required(NUMBERS, Column.Type.INTEGER_LIST),
            Column.optional(SOLUTION, Column.Type.TEXT));

    private static final int MAX_TEXT_LENGTH = 10_000;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CountdownRow() {}

    static ObjectNode of(CountdownTask task) {
        ObjectNode row = JsonNodeFactory.instance.objectNode().put(TARGET, task.target());
        var numbers = row.putArray(NUMBERS);
        task.numbers().forEach(numbers::add);
        task.solution().ifPresent(solution -> row.put(SOLUTION, solution));
        return row;
    }

    static CountdownTask read(ObjectNode row) throws InvalidTaskException {
        long target = wholeNumber(TARGET, value(row, TARGET), -CountdownTask.MAX_VALUE);
        return new CountdownTask(target, numbers(value(row, NUMBERS)), solution(row.path(SOLUTION)));
    }

    private static JsonNode value(ObjectNode row, String column) throws InvalidTaskException {
        JsonNode value = row.path(column);
        if (value.isMissingNode() || value.isNull()) {
            throw new InvalidTaskException("missing-column", "row has no '%s'".formatted(column));
        }
        // Comma-separated files give every value as text.
        return value.isTextual() ? parsed(column, value.textValue()) : value;
    }

    private static JsonNode parsed(String column, String text) throws InvalidTaskException {
        if (text.length() > MAX_TEXT_LENGTH) {
            throw outOfRange(column, "longer than %d characters".formatted(MAX_TEXT_LENGTH));
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw wrongType(column, "text that is no JSON");
        }
    }

    private static List<Long> numbers(JsonNode value) throws InvalidTaskException {
        if (!value.isArray()) {
            throw wrongType(NUMBERS, "not a list but " + kind(value));
        }
        if (value.isEmpty() || value.size() > CountdownTask.MAX_NUMBERS) {
            throw outOfRange(NUMBERS, "a list of %d; expected: 1 to 32 numbers".formatted(value.size()));
        }
        List<Long> numbers = new ArrayList<>();
        for (JsonNode number : value) {
            numbers.add(wholeNumber(NUMBERS, number, 0));
        }
        return numbers;
    }

    private static long wholeNumber(String column, JsonNode value, long least) throws InvalidTaskException {
        if (!value.isNumber()) {
            throw wrongType(column, "not a whole number but " + kind(value));
        }
        if (!value.canConvertToExactIntegral()) {
            throw wrongType(column, "not a whole number but a fraction");
        }
        if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > CountdownTask.MAX_VALUE) {
            throw outOfRange(
                    column, (least < 0 ? "beyond" : "negative or beyond") + " 18 digits; expected: up to 18 digits");
        }
        return value.longValue();
    }

    private static Optional<String> solution(JsonNode value) throws InvalidTaskException {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw wrongType(SOLUTION, "not text but " + kind(value));
        }
        if (value.textValue().length() > MAX_TEXT_LENGTH) {
            throw outOfRange(SOLUTION, "longer than %d characters".formatted(MAX_TEXT_LENGTH));
        }
        return Optional.of(value.textValue());
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "text";
            case BOOLEAN -> "a boolean";
            case NUMBER -> "a number";
            default -> "nothing";
        };
    }

    private static InvalidTaskException wrongType(String column, String what) {
        return new InvalidTaskException("wrong-type", "'%s' is %s".formatted(column, what));
    }

    private static InvalidTaskException outOfRange(String column, String what) {
        return new InvalidTaskException("out-of-range", "'%s' is %s".formatted(column, what));
    }
}
