package dev.r3.verifiers.functioncalling.tool;

import dev.r3.verifiers.functioncalling.tool.ParameterType.DictionaryOf;
import dev.r3.verifiers.functioncalling.tool.ParameterType.ListOf;
import dev.r3.verifiers.functioncalling.tool.ParameterType.Plain;
import dev.r3.verifiers.functioncalling.tool.ParameterType.SetOf;
import dev.r3.verifiers.functioncalling.tool.ParameterType.TupleOf;
import dev.r3.verifiers.functioncalling.tool.ParameterType.UnionOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads types as tool descriptions write them: {@code int}, {@code List[str], optional}, {@code Dict[str, int]},
 * {@code Union[int, str]}, {@code int | None}. What it does not know accepts anything.
 */
final class ParameterTypeParser {

    private static final int DEPTH = 16;

    private ParameterTypeParser() {}

    /**
     * A type with its mark.
     *
     * @param optional whether the description says that the parameter may be left out
     */
    record Described(ParameterType type, boolean optional) {}

    static Described parse(String description) {
        List<String> parts = split(description, ',');
        boolean marked = parts.stream()
                .skip(1)
                .anyMatch(part -> part.strip().toLowerCase(Locale.ROOT).startsWith("optional"));
        String type = parts.get(0).strip();
        return new Described(
                type(type, 0), marked || type.toLowerCase(Locale.ROOT).startsWith("optional["));
    }

    private static ParameterType type(String text, int depth) {
        String name = text.strip();
        if (depth > DEPTH) {
            return Plain.ANYTHING;
        }
        List<String> alternatives = split(name, '|');
        if (alternatives.size() > 1) {
            return new UnionOf(types(alternatives, depth));
        }
        int open = name.indexOf('[');
        if (open < 0) {
            return named(name, List.of());
        }
        if (!name.endsWith("]")) {
            return Plain.ANYTHING;
        }
        List<String> arguments = split(name.substring(open + 1, name.length() - 1), ',');
        return named(name.substring(0, open), types(arguments, depth));
    }

    private static List<ParameterType> types(List<String> texts, int depth) {
        return texts.stream().map(text -> type(text, depth + 1)).toList();
    }

    private static ParameterType named(String name, List<ParameterType> arguments) {
        ParameterType last = arguments.isEmpty() ? Plain.ANYTHING : arguments.get(arguments.size() - 1);
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "str", "string" -> Plain.TEXT;
            case "int", "integer" -> Plain.INTEGER;
            case "float", "number", "double" -> Plain.NUMBER;
            case "bool", "boolean" -> Plain.BOOLEAN;
            case "none", "nonetype", "null" -> Plain.NULL;
            case "list", "array", "sequence", "typing.list" -> new ListOf(last);
            case "set", "frozenset", "typing.set" -> new SetOf(last);
            case "tuple", "typing.tuple" -> new TupleOf(arguments);
            case "dict", "object", "mapping", "typing.dict" -> new DictionaryOf(last);
            case "optional", "typing.optional" -> new UnionOf(List.of(last, Plain.NULL));
            case "union", "typing.union" -> arguments.isEmpty() ? Plain.ANYTHING : new UnionOf(arguments);
            default -> Plain.ANYTHING;
        };
    }

    /** The parts between separators that stand outside of all brackets; at least one. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[' || c == '(') {
                depth++;
            } else if (c == ']' || c == ')') {
                depth--;
            } else if (c == separator && depth == 0) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
