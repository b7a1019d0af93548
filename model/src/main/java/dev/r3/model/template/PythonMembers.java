package dev.r3.model.template;

import java.util.Set;

/** The names that Python's str, dict and list have themselves, which Jinja finds before a mapping's keys. */
enum PythonMembers {
    METHOD,
    /** A method that changes its value: the sandbox hides it. */
    FORBIDDEN,
    NONE;

    private static final Set<String> STRING = Set.of(
            "capitalize",
            "casefold",
            "center",
            "count",
            "encode",
            "endswith",
            "expandtabs",
            "find",
            "format",
            "format_map",
            "index",
            "isalnum",
            "isalpha",
            "isascii",
            "isdecimal",
            "isdigit",
            "isidentifier",
            "islower",
            "isnumeric",
            "isprintable",
            "isspace",
            "istitle",
            "isupper",
            "join",
            "ljust",
            "lower",
            "lstrip",
            "maketrans",
            "partition",
            "removeprefix",
            "removesuffix",
            "replace",
            "rfind",
            "rindex",
            "rjust",
            "rpartition",
            "rsplit",
            "rstrip",
            "split",
            "splitlines",
            "startswith",
            "strip",
            "swapcase",
            "title",
            "translate",
            "upper",
            "zfill");
    private static final Set<String> MAPPING = Set.of("items", "keys", "values", "get", "copy", "fromkeys");
    private static final Set<String> MAPPING_CHANGES = Set.of("clear", "pop", "popitem", "setdefault", "update");
    private static final Set<String> LIST = Set.of("count", "index", "copy");
    private static final Set<String> LIST_CHANGES =
            Set.of("append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort");

    static PythonMembers of(Value value, String name) {
        if (value instanceof Text) {
            return STRING.contains(name) ? METHOD : NONE;
        }
        if (value instanceof Mapping) {
            return of(name, MAPPING, MAPPING_CHANGES);
        }
        if (value instanceof Sequence) {
            return of(name, LIST, LIST_CHANGES);
        }
        return NONE;
    }

    private static PythonMembers of(String name, Set<String> methods, Set<String> changes) {
        if (methods.contains(name)) {
            return METHOD;
        }
        return changes.contains(name) ? FORBIDDEN : NONE;
    }
}
