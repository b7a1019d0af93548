package dev.r3.verifiers.api;

/** The one shape of every name that specs, data and metrics carry: {@code lower-case-with-dashes}. */
final class Names {

    private Names() {}

    static boolean isDashed(String name) {
        if (name.isEmpty() || name.startsWith("-") || name.endsWith("-")) {
            return false;
        }
        return name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }
}
