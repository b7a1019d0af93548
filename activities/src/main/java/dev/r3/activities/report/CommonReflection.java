package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

/**
 * The reflection that a model writes most often.
 *
 * @param count so many of those that were looked at
 * @param sample that were looked at: the first ones
 */
record CommonReflection(String text, long count, long sample) {
    CommonReflection {
        requireNonNull(text, "text is null");
    }
}
