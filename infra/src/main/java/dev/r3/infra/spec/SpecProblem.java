package dev.r3.infra.spec;

/**
 * One mistake in a spec file.
 *
 * @param line starting at 1
 * @param key where in the tree, e.g. {@code data.split.test}
 */
public record SpecProblem(int line, String key, String message) {
    @Override
    public String toString() {
        return key.isEmpty() ? "line %d: %s".formatted(line, message) : "line %d: %s: %s".formatted(line, key, message);
    }
}
