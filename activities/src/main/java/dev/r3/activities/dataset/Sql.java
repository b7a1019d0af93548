package dev.r3.activities.dataset;

/** Quoting for SQL: no name or path becomes code. */
final class Sql {

    private Sql() {}

    /** A text literal. */
    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** A name of a table or column. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
