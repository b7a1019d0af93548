package dev.r3.activities.report;

import java.util.Locale;

/** What a mark is drawn for: the page's style gives it a colour for light and dark, a plot file has the light one. */
enum Ink {
    TEXT(0x1d2430),
    MUTED(0x5c6675),
    GRID(0xdfe3e9),
    /** The weights that training starts with. */
    BEFORE(0x7d8797),
    /** The weights that training ends with. */
    AFTER(0x0b7a6f),
    /** Single values where the mean tells more. */
    FAINT(0xa9d3cd),
    /** Other weights. */
    OTHER(0x8a5cb8);

    private final int rgb;

    Ink(int rgb) {
        this.rgb = rgb;
    }

    int rgb() {
        return rgb;
    }

    /** The style's class. */
    String label() {
        return "ink-" + name().toLowerCase(Locale.ROOT);
    }
}
