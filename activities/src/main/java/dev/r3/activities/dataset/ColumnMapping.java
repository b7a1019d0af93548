package dev.r3.activities.dataset;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failure.DataFailure;
import dev.r3.verifiers.api.Column;
import dev.r3.verifiers.api.Nearest;
import dev.r3.verifiers.api.TaskFamily;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a file has a family's columns.
 *
 * @param sources family column → column of the file; a column that is not named has the same name in both
 */
public record ColumnMapping(Map<String, String> sources) {

    public static final ColumnMapping SAME_NAMES = new ColumnMapping(Map.of());

    private static final int MAX_NAMES_IN_MESSAGE = 30;

    public ColumnMapping {
        sources = Map.copyOf(sources);
    }

    String source(Column column) {
        return sources.getOrDefault(column.name(), column.name());
    }

    /** @throws ConfigFailure if the family lacks a mapped column */
    public void requireKnown(TaskFamily<?> family) {
        List<String> names = family.columns().stream().map(Column::name).toList();
        for (String name : sources.keySet()) {
            if (!names.contains(name)) {
                throw new ConfigFailure("column mapping names '%s', which is no column of task family '%s'; it has %s%s"
                        .formatted(name, family.id(), list(names), suggestion(name, names)));
            }
        }
    }

    /**
     * Requires that a file has every column that the family requires or that is mapped.
     *
     * @throws DataFailure if it lacks one
     */
    void requireIn(List<String> available, List<Column> columns, SourceFile file) {
        for (Column column : columns) {
            boolean needed = !column.optional() || sources.containsKey(column.name());
            String source = source(column);
            if (needed && !available.contains(source)) {
                throw new DataFailure(
                        "data file %s has no column '%s' (for '%s'); it has %s%s: correct the column mapping or the file"
                                .formatted(
                                        file.path(),
                                        source,
                                        column.name(),
                                        list(available),
                                        suggestion(source, available)));
            }
        }
    }

    private static String suggestion(String name, List<String> names) {
        return Nearest.to(name, names).map("; did you mean '%s'?"::formatted).orElse("");
    }

    private static String list(List<String> names) {
        String shown = names.stream().limit(MAX_NAMES_IN_MESSAGE).collect(Collectors.joining("', '", "'", "'"));
        int more = names.size() - MAX_NAMES_IN_MESSAGE;
        return more > 0 ? "%s and %d more".formatted(shown, more) : shown;
    }
}
