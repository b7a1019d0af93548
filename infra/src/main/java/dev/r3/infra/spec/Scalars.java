package dev.r3.infra.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Values of spec keys that are one word or number. */
final class Scalars {

    private Scalars() {}

    static Optional<Object> parse(Class<?> type, String text) {
        try {
            if (type == String.class) {
                return Optional.of(text);
            } else if (type == long.class) {
                return WholeNumber.parse(text).map(value -> value);
            } else if (type == int.class) {
                return WholeNumber.parse(text)
                        .filter(value -> value == value.intValue())
                        .map(Long::intValue);
            } else if (type == double.class) {
                double value = Double.parseDouble(text);
                return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
            } else if (type == boolean.class) {
                return text.equals("true") || text.equals("false")
                        ? Optional.of(text.equals("true"))
                        : Optional.empty();
            } else if (type.isEnum()) {
                return choices(type)
                        .filter(choice -> label(choice).equals(text))
                        .findFirst();
            }
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        throw new IllegalArgumentException("no such kind of setting: " + type);
    }

    static String expected(Class<?> type) {
        if (type == long.class) {
            return "a whole number from -2^63 to 2^63 - 1, such as 4000, 4k or 4Ki";
        } else if (type == int.class) {
            return "a whole number from -2^31 to 2^31 - 1, such as 4000, 4k or 4Ki";
        } else if (type == double.class) {
            return "a number";
        } else if (type == boolean.class) {
            return "true or false";
        } else if (type.isEnum()) {
            return "one of " + String.join(", ", labels(type));
        }
        return "a text";
    }

    /** The words for an enum's constants, in their order. */
    static List<String> labels(Class<?> type) {
        return choices(type).map(Scalars::label).toList();
    }

    private static Stream<Object> choices(Class<?> type) {
        return Arrays.stream((Object[]) type.getEnumConstants());
    }

    private static String label(Object choice) {
        return ((Enum<?>) choice).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
