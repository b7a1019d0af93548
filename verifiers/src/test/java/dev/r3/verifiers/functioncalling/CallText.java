package dev.r3.verifiers.functioncalling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.functioncalling.call.Call;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Writes calls in every format that is read. */
enum CallText {
    TAGS {
        @Override
        String write(List<Call> calls) {
            return "Sure.\n"
                    + joined(calls, "\n", call -> "<tool_call>\n" + json(call, "arguments") + "\n</tool_call>");
        }
    },
    ARGUMENTS_IN_A_STRING {
        @Override
        String write(List<Call> calls) {
            return joined(calls, "", call -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode().put("name", call.name());
                return "<tool_call>" + object.put("arguments", call.arguments().toString()) + "</tool_call>";
            });
        }
    },
    BARE_OBJECTS {
        @Override
        String write(List<Call> calls) {
            return joined(calls, "; ", call -> json(call, "parameters"));
        }
    },
    BARE_LIST {
        @Override
        String write(List<Call> calls) {
            return "[" + joined(calls, ", ", call -> json(call, "arguments")) + "]";
        }
    },
    PYTHON_TAG_WITH_JSON {
        @Override
        String write(List<Call> calls) {
            return "<|python_tag|>" + joined(calls, "\n", call -> json(call, "parameters")) + "<|eom_id|>";
        }
    },
    PYTHON_TAG_WITH_CALLS {
        @Override
        String write(List<Call> calls) {
            return "<|python_tag|>" + joined(calls, ";", CallText::python);
        }
    },
    FENCE {
        @Override
        String write(List<Call> calls) {
            return "Here:\n```json\n" + BARE_LIST.write(calls) + "\n```\nThat is all.";
        }
    },
    FENCES {
        @Override
        String write(List<Call> calls) {
            return joined(calls, "\nand\n", call -> "```\n" + json(call, "arguments") + "\n```");
        }
    },
    PYTHON_LIST {
        @Override
        String write(List<Call> calls) {
            return "<think>" + BARE_LIST.write(calls) + "</think>[" + joined(calls, ", ", CallText::python) + "]";
        }
    };

    private interface Writer {
        String write(Call call);
    }

    abstract String write(List<Call> calls);

    private static String joined(List<Call> calls, String separator, Writer writer) {
        return calls.stream().map(writer::write).collect(Collectors.joining(separator));
    }

    private static String json(Call call, String key) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("name", call.name());
        object.set(key, call.arguments());
        return object.toString();
    }

    private static String python(Call call) {
        StringJoiner arguments = new StringJoiner(", ", call.name() + "(", ")");
        call.arguments()
                .properties()
                .forEach(argument -> arguments.add(argument.getKey() + "=" + literal(argument.getValue())));
        return arguments.toString();
    }

    private static String literal(JsonNode value) {
        if (value.isArray()) {
            StringJoiner items = new StringJoiner(", ", "[", "]");
            value.forEach(item -> items.add(literal(item)));
            return items.toString();
        }
        if (value.isObject()) {
            StringJoiner fields = new StringJoiner(", ", "{", "}");
            value.properties().forEach(field -> fields.add(string(field.getKey()) + ": " + literal(field.getValue())));
            return fields.toString();
        }
        if (value.isTextual()) {
            return string(value.textValue());
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "True" : "False";
        }
        return value.isNull() ? "None" : value.toString();
    }

    /** A string as Python's {@code repr} writes it, in single quotes. */
    private static String string(String text) {
        StringBuilder literal = new StringBuilder("'");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c < ' ') {
                literal.append("\\x%02x".formatted((int) c));
            } else if (Character.isSurrogate(c)) {
                literal.append("\\u%04x".formatted((int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append('\'').toString();
    }
}
