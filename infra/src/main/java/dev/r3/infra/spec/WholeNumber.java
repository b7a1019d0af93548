package dev.r3.infra.spec;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole number as people write it in a spec: {@code 4000}, or with a suffix as Kubernetes has them, {@code 4k}. */
final class WholeNumber {
    /** A JSON Schema's, too. */
    static final String PATTERN = "^-?[0-9]{1,19}(k|M|G|Ki|Mi|Gi)?$";

    private static final Pattern WRITTEN = Pattern.compile("(-?[0-9]{1,19})(k|M|G|Ki|Mi|Gi)?");
    private static final Map<String, Long> UNITS =
            Map.of("k", 1_000L, "M", 1_000_000L, "G", 1_000_000_000L, "Ki", 1L << 10, "Mi", 1L << 20, "Gi", 1L << 30);

    private WholeNumber() {}

    /** Empty for what is none, or lies beyond -2^63 to 2^63 - 1. */
    static Optional<Long> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Optional.empty();
        }
        try {
            long unit = written.group(2) == null ? 1 : UNITS.getOrDefault(written.group(2), 1L);
            return Optional.of(Math.multiplyExact(Long.parseLong(written.group(1)), unit));
        } catch (NumberFormatException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
