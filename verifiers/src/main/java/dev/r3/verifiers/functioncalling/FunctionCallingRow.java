package dev.r3.verifiers.functioncalling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.functioncalling.call.Bounds;
import dev.r3.verifiers.functioncalling.call.BrokenTextException;
import dev.r3.verifiers.functioncalling.call.Call;
import dev.r3.verifiers.functioncalling.call.JsonText;
import dev.r3.verifiers.functioncalling.tool.Tool;
import dev.r3.verifiers.functioncalling.tool.ToolReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads tasks from rows of xlam's layout, whose lists are JSON in strings or lists as they are. */
final class FunctionCallingRow {

    static final String QUERY = "query";
    static final String TOOLS = "tools";
    static final String ANSWERS = "answers";

    private FunctionCallingRow() {}

    static FunctionCallingTask read(ObjectNode row) throws InvalidTaskException {
        JsonNode query = column(row, QUERY);
        if (!query.isTextual()) {
            throw new InvalidTaskException("invalid-query", "the query is no text");
        }
        if (query.textValue().isBlank()) {
            throw new InvalidTaskException("empty-query", "the query is empty");
        }
        ArrayNode descriptions = list(row, TOOLS);
        Map<String, Tool> tools = new LinkedHashMap<>();
        ToolReader.read(descriptions).forEach(tool -> tools.put(tool.name(), tool));
        return new FunctionCallingTask(query.textValue(), tools, calls(list(row, ANSWERS), tools), descriptions);
    }

    private static JsonNode column(ObjectNode row, String name) throws InvalidTaskException {
        JsonNode value = row.path(name);
        if (value.isMissingNode() || value.isNull()) {
            throw new InvalidTaskException("missing-column", "the row has no '%s'".formatted(name));
        }
        return value;
    }

    private static ArrayNode list(ObjectNode row, String name) throws InvalidTaskException {
        JsonNode column = column(row, name);
        // A list is read like a string that holds it, so that its numbers keep to the same bounds.
        String text = column.isTextual() ? column.textValue() : column.toString();
        try {
            JsonNode value = JsonText.parse(text, new StepBudget(Long.MAX_VALUE));
            if (value instanceof ArrayNode list) {
                return list;
            }
        } catch (BrokenTextException e) {
            throw new InvalidTaskException("invalid-json", "column '%s': %s".formatted(name, e.getMessage()));
        }
        throw new InvalidTaskException("invalid-json", "column '%s' is no JSON list".formatted(name));
    }

    private static List<Call> calls(ArrayNode answers, Map<String, Tool> tools) throws InvalidTaskException {
        if (answers.isEmpty()) {
            throw new InvalidTaskException("no-answers", "the row has no gold call");
        }
        if (answers.size() > Bounds.CALLS) {
            throw new InvalidTaskException("too-many-answers", "the row has %d gold calls".formatted(answers.size()));
        }
        List<Call> calls = new ArrayList<>();
        for (JsonNode answer : answers) {
            calls.add(call(answer, tools));
        }
        return calls;
    }

    private static Call call(JsonNode answer, Map<String, Tool> tools) throws InvalidTaskException {
        JsonNode name = answer.path("name");
        if (!name.isTextual() || name.textValue().isEmpty()) {
            throw new InvalidTaskException("invalid-answer", "a gold call has no name");
        }
        if (!(answer.path("arguments") instanceof ObjectNode arguments)) {
            throw new InvalidTaskException(
                    "invalid-answer", "the arguments of gold call '%s' are no object".formatted(name.textValue()));
        }
        if (!tools.containsKey(name.textValue())) {
            throw new InvalidTaskException(
                    "unknown-tool", "a gold call names '%s', which is not offered".formatted(name.textValue()));
        }
        return new Call(name.textValue(), arguments);
    }
}
