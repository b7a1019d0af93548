package dev.r3.verifiers.functioncalling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.functioncalling.BfclRules.Answer;
import dev.r3.verifiers.functioncalling.BfclRules.Described;
import dev.r3.verifiers.functioncalling.BfclRules.Gold;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One comparison: a function {@code f} with one parameter {@code x}, and what the gold call and the answer give for it.
 *
 * @param type xlam's type, without its mark
 * @param optional whether {@code x} is marked optional
 * @param byDefault its default, null if it has none
 * @param gold null if the gold call leaves it out
 * @param answer null if the answer leaves it out
 */
record BfclCase(
        String type,
        boolean optional,
        @Nullable JsonNode byDefault,
        @Nullable JsonNode gold,
        @Nullable JsonNode answer) {

    private static final Map<String, Described> TYPES = Map.of(
            "str", new Described("string", null, true),
            "int", new Described("integer", null, true),
            "float", new Described("float", null, true),
            "bool", new Described("boolean", null, true),
            "List[str]", new Described("array", "string", true),
            "List[int]", new Described("array", "integer", true),
            "List[float]", new Described("array", "float", true),
            "List[Dict]", new Described("array", "dict", true),
            "Dict", new Described("dict", null, true));

    BfclCase answered(@Nullable JsonNode other) {
        return new BfclCase(type, optional, byDefault, gold, other);
    }

    /** The row in xlam's layout. */
    FunctionCallingTask task() {
        ObjectNode parameter = JsonNodeFactory.instance.objectNode().put("type", optional ? type + ", optional" : type);
        if (byDefault != null) {
            parameter.set("default", byDefault);
        }
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        parameters.set("x", parameter);
        ObjectNode tool = JsonNodeFactory.instance.objectNode().put("name", "f");
        tool.set("parameters", parameters);
        return Rows.read(Rows.row("q", "[" + tool + "]", "[" + call(gold) + "]"));
    }

    String completion() {
        return call(answer).toString();
    }

    /** What BFCL's rules say once the row is put in their terms: a default is accepted, and so is leaving it out. */
    boolean bfclAccepts() {
        Described type = TYPES.getOrDefault(this.type, new Described("string", null, true));
        boolean required = !optional && byDefault == null;
        List<@Nullable Object> accepted = new ArrayList<>();
        JsonNode right = gold == null ? byDefault : gold;
        if (right != null) {
            accepted.add(value(right));
        }
        Gold goldCall = new Gold(
                "f",
                Map.of("x", new Described(type.type(), type.items(), required)),
                right == null ? Map.of() : Map.of("x", accepted));
        if (byDefault != null && (gold == null || accepts(goldCall, byDefault))) {
            accepted.add("");
        }
        return accepts(goldCall, answer);
    }

    private static boolean accepts(Gold goldCall, @Nullable JsonNode x) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        if (x != null) {
            arguments.put("x", value(x));
        }
        return BfclRules.accept(List.of(goldCall), List.of(new Answer("f", arguments)));
    }

    private static ObjectNode call(@Nullable JsonNode x) {
        ObjectNode call = JsonNodeFactory.instance.objectNode().put("name", "f");
        ObjectNode arguments = call.putObject("arguments");
        if (x != null) {
            arguments.set("x", x);
        }
        return call;
    }

    static @Nullable Object value(JsonNode json) {
        if (json.isNumber()) {
            return json.isIntegralNumber() ? (Object) json.longValue() : (Object) json.doubleValue();
        }
        if (json.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            json.forEach(item -> list.add(value(item)));
            return list;
        }
        if (json.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            json.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
            return map;
        }
        if (json.isBoolean()) {
            return json.booleanValue();
        }
        return json.isNull() ? null : json.textValue();
    }
}
