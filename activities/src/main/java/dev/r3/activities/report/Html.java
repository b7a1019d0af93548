package dev.r3.activities.report;

import java.util.List;

/** Markup that is made of elements and escaped texts alone: no text becomes markup. */
sealed interface Html permits Element, EscapedText, Fragments {
    void writeTo(StringBuilder markup);

    static Html text(String text) {
        return new EscapedText(text);
    }

    static Html all(List<Html> parts) {
        return new Fragments(parts);
    }

    static Html all(Html... parts) {
        return new Fragments(List.of(parts));
    }

    default String markup() {
        StringBuilder markup = new StringBuilder();
        writeTo(markup);
        return markup.toString();
    }
}
