package dev.r3.verifiers.functioncalling;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.CanonicalJson;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.functioncalling.call.Call;
import dev.r3.verifiers.functioncalling.tool.Tool;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request, the tools at hand, and the calls that answer it.
 *
 * @param query what the user asks for
 * @param offered the tools by name, in the row's order
 * @param answers the gold calls, at least one, each of a tool that is offered
 * @param descriptions the tools as the row describes them
 */
public record FunctionCallingTask(String query, Map<String, Tool> offered, List<Call> answers, JsonNode descriptions)
        implements Task {

    public FunctionCallingTask {
        requireNonNull(query, "query is null");
        requireNonNull(descriptions, "descriptions is null");
        offered = Collections.unmodifiableMap(new LinkedHashMap<>(offered));
        answers = List.copyOf(answers);
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("answers is empty");
        }
        for (Call call : answers) {
            if (!offered.containsKey(call.name())) {
                throw new IllegalArgumentException("gold call of a tool that is not offered: " + call.name());
            }
        }
    }

    /** The query with its white space made even: published rows repeat queries, with other tools beside the right ones. */
    @Override
    public String identity() {
        StringBuilder text = new StringBuilder(query.length());
        query.strip().codePoints().forEach(c -> {
            if (!Character.isWhitespace(c)) {
                text.appendCodePoint(c);
            } else if (text.charAt(text.length() - 1) != ' ') {
                text.append(' ');
            }
        });
        return text.toString();
    }

    @Override
    public ObjectNode row() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("query", query)
                .put("tools", CanonicalJson.write(descriptions))
                .put("answers", CanonicalJson.write(goldCalls()));
    }

    @Override
    public Map<String, String> promptVariables() {
        return Map.of("query", query, "tools", CanonicalJson.write(descriptions));
    }

    @Override
    public List<JsonNode> tools() {
        return offered.values().stream().map(Tool::schema).toList();
    }

    private ArrayNode goldCalls() {
        ArrayNode calls = JsonNodeFactory.instance.arrayNode();
        answers.forEach(call -> calls.addObject().put("name", call.name()).set("arguments", call.arguments()));
        return calls;
    }
}
