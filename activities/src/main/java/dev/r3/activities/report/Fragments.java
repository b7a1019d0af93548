package dev.r3.activities.report;

import java.util.List;

/** Parts one after the other. */
record Fragments(List<Html> parts) implements Html {
    Fragments {
        parts = List.copyOf(parts);
    }

    @Override
    public void writeTo(StringBuilder markup) {
        parts.forEach(part -> part.writeTo(markup));
    }
}
