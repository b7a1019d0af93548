package dev.r3.verifiers.api;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Values for every declared {@link Option}, defaults filled in. */
public final class Options {

    private final SortedMap<String, String> values;

    private Options(SortedMap<String, String> values) {
        this.values = values;
    }

    /**
     * Fills in defaults.
     *
     * @throws InvalidOptionException if a given name is not declared
     */
    public static Options of(List<Option> declared, Map<String, String> given) {
        SortedMap<String, String> values = new TreeMap<>();
        declared.forEach(option -> values.put(option.name(), option.defaultValue()));
        given.forEach((name, value) -> {
            if (values.replace(name, value) == null) {
                throw new InvalidOptionException("unknown option '%s'; known: %s"
                        .formatted(name, declared.isEmpty() ? "none" : String.join(", ", values.keySet())));
            }
        });
        return new Options(values);
    }

    /** All values by name, sorted: the canonical configuration. */
    public SortedMap<String, String> values() {
        return Collections.unmodifiableSortedMap(values);
    }

    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("option is not declared: " + name);
        }
        return value;
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String name) {
        return switch (text(name)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, "true or false");
        };
    }

    /** A whole number within bounds, both inclusive. */
    public long integer(String name, long least, long most) {
        String expected = "a whole number from %d to %d".formatted(least, most);
        String text = text(name);
        // The library would take the digits of every script.
        if (!text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-')) {
            throw invalid(name, expected);
        }
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw invalid(name, expected);
        }
        if (value < least || value > most) {
            throw invalid(name, expected);
        }
        return value;
    }

    /** A constant of an enum, written in lower case with dashes. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> dashed(constant).equals(text(name)))
                .findFirst()
                .orElseThrow(() -> invalid(
                        name,
                        Arrays.stream(type.getEnumConstants())
                                .map(Options::dashed)
                                .collect(Collectors.joining(", "))));
    }

    private InvalidOptionException invalid(String name, String expected) {
        return new InvalidOptionException("option '%s' is '%s'; expected: %s".formatted(name, text(name), expected));
    }

    private static String dashed(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Options options && values.equals(options.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
