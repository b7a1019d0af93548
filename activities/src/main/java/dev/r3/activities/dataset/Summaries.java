package dev.r3.activities.dataset;

import dev.r3.activities.dataset.ColumnSummary.Measure;
import dev.r3.activities.table.Database;
import dev.r3.activities.table.Sql;
import dev.r3.verifiers.api.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Summarises the columns of an ingestion's tasks. */
final class Summaries {

    private static final int FIELDS = 4;

    private Summaries() {}

    /** One summary for each column that has a value anywhere, in the family's order. */
    static List<ColumnSummary> of(Database database, TaskLayout layout) throws SQLException {
        String fields = layout.columns().stream().map(Summaries::fields).collect(Collectors.joining(", "));
        List<ColumnSummary> summaries = new ArrayList<>();
        database.forEach("SELECT %s FROM (%s)".formatted(fields, layout.typedTasks("true")), row -> {
            for (int i = 0; i < layout.columns().size(); i++) {
                summary(layout.columns().get(i), row, i * FIELDS).ifPresent(summaries::add);
            }
        });
        return summaries;
    }

    private static String fields(Column column) {
        String value = "row." + Sql.identifier(column.name());
        String measured = measure(column) == Measure.VALUE ? value : "len(%s)".formatted(value);
        return "count(%1$s), min(%1$s), CAST(sum(%1$s) AS VARCHAR), max(%1$s)".formatted(measured);
    }

    private static Optional<ColumnSummary> summary(Column column, ResultSet row, int offset) throws SQLException {
        long present = row.getLong(offset + 1);
        if (present == 0) {
            return Optional.empty();
        }
        BigDecimal sum = new BigDecimal(row.getString(offset + 3));
        return Optional.of(new ColumnSummary(
                column.name(),
                measure(column),
                present,
                row.getLong(offset + 2),
                sum.divide(BigDecimal.valueOf(present), 2, RoundingMode.HALF_EVEN),
                row.getLong(offset + 4)));
    }

    private static Measure measure(Column column) {
        return switch (column.type()) {
            case TEXT -> Measure.CHARACTERS;
            case INTEGER -> Measure.VALUE;
            case INTEGER_LIST -> Measure.ITEMS;
        };
    }
}
