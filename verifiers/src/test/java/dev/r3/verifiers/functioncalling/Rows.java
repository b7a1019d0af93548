package dev.r3.verifiers.functioncalling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Verifier;
import java.util.Map;

/** Rows in xlam's layout, and what the tests do with them. */
final class Rows {

    static final FunctionCallingFamily FAMILY = new FunctionCallingFamily();

    private static final String TOOLS = """
            [{"name": "get_weather", "description": "Weather of a city.", "parameters": {
                "city": {"type": "str", "description": "The city."},
                "days": {"type": "int, optional", "description": "Days ahead.", "default": 3},
                "unit": {"type": "str, optional", "description": "Unit.", "default": "celsius"}}},
             {"name": "money.convert", "description": "Converts money.", "parameters": {
                "amount": {"type": "float", "description": "How much."},
                "to": {"type": "str", "description": "Currency."},
                "fee": {"type": "float, optional", "description": "Fee in percent.", "default": "0.5"},
                "note": {"type": "str, optional", "description": "A note."}}},
             {"name": "store", "description": "Stores a record.", "parameters": {
                "record": {"type": "Dict[str, Any]", "description": "The record."},
                "tags": {"type": "List[str], optional", "description": "Tags.", "default": []},
                "sizes": {"type": "List[float], optional", "description": "Sizes."},
                "groups": {"type": "Set[str], optional", "description": "Groups."},
                "id": {"type": "Union[int, str], optional", "description": "Id."},
                "public": {"type": "bool, optional", "description": "Public?", "default": "False"}}},
             {"name": "now", "description": "The time.", "parameters": {}}]
            """;

    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry("weather", """
                    [{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}]"""),
            Map.entry("today", """
                    [{"name": "get_weather", "arguments": {"city": "Paris"}}]"""),
            Map.entry("default", """
                    [{"name": "get_weather", "arguments": {"city": "Paris", "days": 3}}]"""),
            Map.entry("money", """
                    [{"name": "money.convert", "arguments": {"amount": 12.5, "to": "EUR"}}]"""),
            Map.entry("whole-money", """
                    [{"name": "money.convert", "arguments": {"amount": 12, "to": "EUR"}}]"""),
            Map.entry("fees", """
                    [{"name": "money.convert", "arguments": {"amount": 12.5, "to": "EUR"}},
                     {"name": "money.convert", "arguments": {"amount": 12.5, "to": "EUR", "fee": 0.5}}]"""),
            Map.entry("pair", """
                    [{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}},
                     {"name": "money.convert", "arguments": {"amount": 12.5, "to": "EUR"}}]"""),
            Map.entry("twins", """
                    [{"name": "get_weather", "arguments": {"city": "Paris"}},
                     {"name": "get_weather", "arguments": {"city": "Rome"}}]"""),
            Map.entry("record", """
                    [{"name": "store", "arguments": {"record": {"a": 1, "b": {"c": [1, 2.5, null, true]}},
                      "tags": ["x y", "z"]}}]"""),
            Map.entry("sizes", """
                    [{"name": "store", "arguments": {"record": {}, "sizes": [1.0, 2.5]}}]"""),
            Map.entry("groups", """
                    [{"name": "store", "arguments": {"record": {}, "groups": ["a", "b"]}}]"""),
            Map.entry("id", """
                    [{"name": "store", "arguments": {"record": {}, "id": 7, "public": true}}]"""),
            Map.entry("unicode", """
                    [{"name": "get_weather", "arguments": {"city": "São Paulo 東京 😀 \\"q\\" \\\\ \\n"}}]"""),
            Map.entry("tagged", """
                    [{"name": "get_weather", "arguments": {"city": "</think><think><tool_call>```</tool_call>"}}]"""),
            Map.entry("now", """
                    [{"name": "now", "arguments": {}}]"""));

    private Rows() {}

    /** A task by the name of its gold calls; all offer the same tools. */
    static FunctionCallingTask task(String name) {
        String answers = ANSWERS.get(name);
        if (answers == null) {
            throw new IllegalArgumentException("no such task: " + name);
        }
        return read(row("What is asked for in " + name + "?", TOOLS, answers));
    }

    static ObjectNode row(String query, String tools, String answers) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("query", query)
                .put("tools", tools)
                .put("answers", answers);
    }

    static FunctionCallingTask read(ObjectNode row) {
        try {
            return FAMILY.readTask(row);
        } catch (InvalidTaskException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Verifier<FunctionCallingTask> verifier(String policy) {
        return FAMILY.verifier(Options.of(FAMILY.options(), Map.of("policy", policy)));
    }

    static Iterable<String> taskNames() {
        return ANSWERS.keySet();
    }
}
