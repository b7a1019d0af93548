package dev.r3.activities.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An element with attributes and content.
 *
 * @param name of the element: never a text from outside
 * @param attributes their names never from outside, their values escaped
 */
record Element(String name, Map<String, String> attributes, List<Html> content) implements Html {
    private static final Set<String> VOID = Set.of("meta", "input", "br", "link");

    Element {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        content = List.copyOf(content);
    }

    static Element of(String name, Html... content) {
        return new Element(name, Map.of(), List.of(content));
    }

    static Element of(String name, List<? extends Html> content) {
        return new Element(name, Map.of(), List.copyOf(content));
    }

    static Element of(String name, String text) {
        return of(name, Html.text(text));
    }

    Element with(String attribute, String value) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(attribute, value);
        return new Element(name, more, content);
    }

    Element with(String attribute, double value) {
        return with(attribute, Numbers.coordinate(value));
    }

    @Override
    public void writeTo(StringBuilder markup) {
        markup.append('<').append(name);
        attributes.forEach((attribute, value) -> {
            markup.append(' ').append(attribute).append("=\"");
            new EscapedText(value).writeTo(markup);
            markup.append('"');
        });
        markup.append('>');
        if (!VOID.contains(name)) {
            content.forEach(part -> part.writeTo(markup));
            markup.append("</").append(name).append('>');
        }
    }
}
