package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A chart as marks, before it is a part of a page or a file.
 *
 * @param file its name as a file, without an ending
 * @param title above it
 * @param description what it says, for those who don't see it
 */
record Drawing(String file, String title, String description, double width, double height, List<Mark> marks) {
    Drawing {
        requireNonNull(file, "file is null");
        requireNonNull(title, "title is null");
        requireNonNull(description, "description is null");
        marks = List.copyOf(marks);
    }
}
