package dev.r3.activities.dataset;

import dev.r3.activities.dataset.ColumnSummary.Measure;
import dev.r3.verifiers.api.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Summarises the columns of an ingestion's tasks. */
final class Summaries {

    private Summaries() {}

    /** One summary for each column that has a value anywhere, in the family's order. */
    static List<ColumnSummary> of(Database database, TaskLayout layout) throws SQLException {
        List<ColumnSummary> summaries = new ArrayList<>();
        for (Column column : layout.columns()) {
            Measure measure = measure(column);
            database.forEach(query(column, measure, layout), row -> {
                if (row.getLong(1) > 0) {
                    BigDecimal mean = new BigDecimal(row.getString(3))
                            .divide(BigDecimal.valueOf(row.getLong(1)), 2, RoundingMode.HALF_EVEN);
                    summaries.add(new ColumnSummary(
                            column.name(), measure, row.getLong(1), row.getLong(2), mean, row.getLong(4)));
                }
            });
        }
        return summaries;
    }

    private static String query(Column column, Measure measure, TaskLayout layout) {
        String value = "row." + Sql.identifier(column.name());
        String measured = switch (measure) {
            case VALUE -> value;
            case ITEMS, CHARACTERS -> "len(%s)".formatted(value);
        };
        return "SELECT count(m), min(m), CAST(sum(m) AS VARCHAR), max(m) FROM (SELECT %s AS m FROM (%s))"
                .formatted(measured, layout.typedTasks("true"));
    }

    private static Measure measure(Column column) {
        return switch (column.type()) {
            case TEXT -> Measure.CHARACTERS;
            case INTEGER -> Measure.VALUE;
            case INTEGER_LIST -> Measure.ITEMS;
        };
    }
}
