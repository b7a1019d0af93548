package dev.r3.verifiers.functioncalling.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to ask for a call: {@code {name}} stands for an argument and {@code [name|text]} for a text that is said only if
 * the argument is given.
 */
record Sentence(String template) {

    String say(ObjectNode arguments) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int open = template.indexOf('['); open >= 0; open = template.indexOf('[', from)) {
            int bar = template.indexOf('|', open);
            int close = template.indexOf(']', bar);
            text.append(template, from, open);
            if (arguments.has(template.substring(open + 1, bar))) {
                text.append(template, bar + 1, close);
            }
            from = close + 1;
        }
        return fill(text.append(template, from, template.length()).toString(), arguments);
    }

    private static String fill(String text, ObjectNode arguments) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            filled.append(text, from, open).append(spoken(arguments.get(text.substring(open + 1, close))));
            from = close + 1;
        }
        return filled.append(text, from, text.length()).toString();
    }

    /** A value as one says it: lists with commas and a last "and". */
    private static String spoken(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        List<String> items = new ArrayList<>();
        value.forEach(item -> items.add(item.asText()));
        int last = items.size() - 1;
        return String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }
}
