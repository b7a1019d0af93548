package dev.r3.activities.dataset;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/**
 * How a column's values are spread over the accepted tasks that have one.
 *
 * @param measure what is measured of a value
 * @param present how many tasks have a value; at least 1
 * @param mean rounded to two decimals
 */
public record ColumnSummary(String column, Measure measure, long present, long least, BigDecimal mean, long most) {

    /** What is measured of a value. */
    public enum Measure {
        /** The number itself. */
        @JsonProperty("value")
        VALUE,
        /** The length of a list. */
        @JsonProperty("items")
        ITEMS,
        /** The length of a text. */
        @JsonProperty("characters")
        CHARACTERS
    }

    public ColumnSummary {
        requireNonNull(column, "column is null");
        requireNonNull(measure, "measure is null");
        requireNonNull(mean, "mean is null");
    }
}
