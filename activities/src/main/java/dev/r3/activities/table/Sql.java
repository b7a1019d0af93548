package dev.r3.activities.table;

/** Names and texts as parts of an SQL statement, where DuckDB takes no parameter. */
public final class Sql {

    private Sql() {}

    /** An identifier in double quotes. */
    public static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A string literal in single quotes. */
    public static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /** A pattern that matches just this file name: DuckDB's readers take patterns. */
    public static String pattern(String path) {
        StringBuilder pattern = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '*' || c == '?' || c == '[') {
                pattern.append('[').append(c).append(']');
            } else {
                pattern.append(c);
            }
        }
        return pattern.toString();
    }
}
