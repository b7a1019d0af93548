package dev.r3.model.template;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** JSON as Python's {@code json.dumps} writes it. */
final class JsonText {

    private final JsonStyle style;
    private final TextBuffer out;

    private JsonText(JsonStyle style, TextBuffer out) {
        this.style = style;
        this.out = out;
    }

    static Text of(Value value, JsonStyle style, Budget budget) {
        TextBuffer out = new TextBuffer(budget);
        new JsonText(style, out).write(value, 0);
        return new Text(out.toString());
    }

    private void write(Value value, int level) {
        if (value == None.NONE) {
            out.append("null");
        } else if (value instanceof Bool bool) {
            out.append(bool == Bool.TRUE ? "true" : "false");
        } else if (value instanceof WholeNumber number) {
            out.append(number.value().toString());
        } else if (value instanceof RealNumber number) {
            out.append(real(number.value()));
        } else if (value instanceof Text text) {
            writeText(text.value());
        } else if (value instanceof Sequence sequence && isList(sequence)) {
            writeItems(sequence.items(), level);
        } else if (value instanceof Mapping mapping) {
            writeEntries(style.sortedKeys() ? sorted(mapping.entries()) : mapping.entries(), level);
        } else {
            throw new ValueException("a " + value.typeName() + " cannot be written as JSON");
        }
    }

    private static boolean isList(Sequence sequence) {
        return sequence.kind() == Sequence.Kind.LIST || sequence.kind() == Sequence.Kind.TUPLE;
    }

    private static Map<String, Value> sorted(Map<String, Value> entries) {
        Map<String, Value> sorted = new TreeMap<>(Comparing::compareCodePoints);
        sorted.putAll(entries);
        return sorted;
    }

    private static String real(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        return FloatText.of(value);
    }

    private void writeItems(Collection<Value> items, int level) {
        out.append("[");
        Iterator<Value> rest = items.iterator();
        while (rest.hasNext()) {
            breakLine(level + 1);
            write(rest.next(), level + 1);
            out.append(rest.hasNext() ? style.itemSeparator() : "");
        }
        close(items.isEmpty(), level, "]");
    }

    private void writeEntries(Map<String, Value> entries, int level) {
        out.append("{");
        Iterator<Map.Entry<String, Value>> rest = entries.entrySet().iterator();
        while (rest.hasNext()) {
            Map.Entry<String, Value> entry = rest.next();
            breakLine(level + 1);
            writeText(entry.getKey());
            out.append(style.keySeparator());
            write(entry.getValue(), level + 1);
            out.append(rest.hasNext() ? style.itemSeparator() : "");
        }
        close(entries.isEmpty(), level, "}");
    }

    private void close(boolean isEmpty, int level, String bracket) {
        if (!isEmpty) {
            breakLine(level);
        }
        out.append(bracket);
    }

    private void breakLine(int level) {
        String indent = style.indent();
        if (indent == null) {
            return;
        }
        out.append("\n");
        for (int i = 0; i < level; i++) {
            out.append(indent);
        }
    }

    private void writeText(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            switch (unit) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\f' -> quoted.append("\\f");
                case '\b' -> quoted.append("\\b");
                default -> {
                    if (unit < 0x20 || (style.asciiOnly() && unit > 0x7e)) {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                    } else {
                        quoted.append(unit);
                    }
                }
            }
        }
        out.append(quoted.append('"').toString());
    }
}
