package dev.r3.activities.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A table of a page; wider than the screen it scrolls on its own. */
final class PageTable {
    private final String caption;
    private final List<Html> heads = new ArrayList<>();
    private final List<Html> rows = new ArrayList<>();

    /**
     * @param caption for those who don't see it
     */
    PageTable(String caption) {
        this.caption = caption;
    }

    /** A column of texts. */
    PageTable text(String name) {
        heads.add(Element.of("th", name).with("scope", "col"));
        return this;
    }

    /** A column of numbers. */
    PageTable number(String name) {
        heads.add(Element.of("th", name).with("scope", "col").with("class", "number"));
        return this;
    }

    void row(Element... cells) {
        rows.add(Element.of("tr", cells));
    }

    /** A row that people look for first. */
    void ownRow(Element... cells) {
        rows.add(Element.of("tr", cells).with("class", "own"));
    }

    static Element cell(String text) {
        return Element.of("td", text);
    }

    static Element numberCell(String text) {
        return Element.of("td", text).with("class", "number");
    }

    /** A cell of any length. */
    static Element longCell(String text) {
        return Element.of("td", text).with("class", "wrap");
    }

    Html html() {
        Element table = Element.of("table", Element.of("thead", Element.of("tr", heads)), Element.of("tbody", rows));
        return Element.of("div", table)
                .with("class", "scroll")
                .with("tabindex", "0")
                .with("role", "region")
                .with("aria-label", caption);
    }

    /** A titled part of the page. */
    static String section(String id, String title, Html... content) {
        List<Html> parts = Stream.concat(Stream.of(Element.of("h2", title)), Stream.of(content))
                .toList();
        return Element.of("section", parts).with("id", id).markup() + "\n";
    }
}
