package dev.r3.activities.dataset;

/** Names and texts as parts of an SQL statement, where DuckDB takes no parameter. */
final class Sql {

    private Sql() {}

    /** An identifier in double quotes. */
    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A string literal in single quotes. */
    static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /** A pattern that matches just this file name: DuckDB's readers take patterns. */
    static String pattern(String path) {
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
