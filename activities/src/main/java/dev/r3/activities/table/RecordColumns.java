package dev.r3.activities.table;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A record type's columns as DuckDB's {@code from_json} takes them: {@code {"task": "VARCHAR", "tokens": ["INTEGER"]}}. */
final class RecordColumns {
    private static final Map<Type, String> PLAIN = Map.of(
            String.class, "VARCHAR",
            boolean.class, "BOOLEAN",
            int.class, "INTEGER",
            Integer.class, "INTEGER",
            long.class, "BIGINT",
            double.class, "DOUBLE",
            Double.class, "DOUBLE");

    private RecordColumns() {}

    /**
     * @throws IllegalArgumentException for a component that is no text, number, truth value, enum, record or list of those
     */
    static String of(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> "\"%s\": %s".formatted(component.getName(), column(component)))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String column(RecordComponent component) {
        return column(component.getGenericType());
    }

    private static String column(Type type) {
        if (PLAIN.containsKey(type)) {
            return "\"" + PLAIN.get(type) + "\"";
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return "[" + column(list.getActualTypeArguments()[0]) + "]";
        }
        if (type instanceof Class<?> named && named.isEnum()) {
            return "\"VARCHAR\"";
        }
        if (type instanceof Class<?> named && named.isRecord()) {
            return of(named.asSubclass(Record.class));
        }
        throw new IllegalArgumentException("no column is made of " + type.getTypeName());
    }
}
