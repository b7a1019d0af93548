package dev.r3.model.template;

import java.util.Locale;
import java.util.Map;

/** Python's {@code str} and {@code repr}: how values look in the prompt. */
final class Printing {

    private Printing() {}

    /** What {@code {{ value }}} prints. */
    static String print(Value value, Budget budget) {
        if (value instanceof Text text) {
            return text.value();
        }
        if (value instanceof SafeText text) {
            return text.value();
        }
        if (value instanceof Undefined) {
            return "";
        }
        TextBuffer out = new TextBuffer(budget);
        represent(value, out);
        return out.toString();
    }

    private static void represent(Value value, TextBuffer out) {
        if (value == None.NONE) {
            out.append("None");
        } else if (value instanceof Bool bool) {
            out.append(bool == Bool.TRUE ? "True" : "False");
        } else if (value instanceof WholeNumber number) {
            out.append(number.value().toString());
        } else if (value instanceof RealNumber number) {
            out.append(FloatText.of(number.value()));
        } else if (value instanceof Text text) {
            quote(text.value(), out);
        } else if (value instanceof Sequence sequence) {
            represent(sequence, out);
        } else if (value instanceof Mapping mapping) {
            represent(mapping, out);
        } else if (value instanceof Undefined) {
            out.append("Undefined");
        } else {
            throw new ValueException("a " + value.typeName() + " cannot be printed");
        }
    }

    private static void represent(Sequence sequence, TextBuffer out) {
        boolean isTuple = sequence.kind() == Sequence.Kind.TUPLE;
        if (!isTuple && sequence.kind() != Sequence.Kind.LIST) {
            throw new ValueException("a " + sequence.typeName() + " cannot be printed");
        }
        out.append(isTuple ? "(" : "[");
        String separator = "";
        for (Value item : sequence.items()) {
            out.append(separator);
            represent(item, out);
            separator = ", ";
        }
        if (isTuple && sequence.items().size() == 1) {
            out.append(",");
        }
        out.append(isTuple ? ")" : "]");
    }

    private static void represent(Mapping mapping, TextBuffer out) {
        out.append("{");
        String separator = "";
        for (Map.Entry<String, Value> entry : mapping.entries().entrySet()) {
            out.append(separator);
            quote(entry.getKey(), out);
            out.append(": ");
            represent(entry.getValue(), out);
            separator = ", ";
        }
        out.append("}");
    }

    private static void quote(String text, TextBuffer out) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        text.codePoints().forEach(point -> out.append(escaped(point, quote)));
        out.append(quote);
    }

    private static String escaped(int point, char quote) {
        if (point == quote || point == '\\') {
            return "\\" + (char) point;
        }
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                if (isPrintable(point)) {
                    yield Character.toString(point);
                }
                yield point < 0x100
                        ? String.format(Locale.ROOT, "\\x%02x", point)
                        : String.format(Locale.ROOT, point < 0x10000 ? "\\u%04x" : "\\U%08x", point);
            }
        };
    }

    /** Python's {@code isprintable}: no control, format, private, surrogate or unassigned ones, no space but ' '. */
    private static boolean isPrintable(int point) {
        if (point == ' ') {
            return true;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}
