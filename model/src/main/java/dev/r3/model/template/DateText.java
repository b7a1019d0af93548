package dev.r3.model.template;

import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** Python's {@code strftime} in English, for the directives whose form does not depend on the system. */
final class DateText {

    private DateText() {}

    static String of(LocalDateTime time, String format) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%') {
                out.append(format.charAt(i));
            } else if (++i < format.length()) {
                out.append(directive(time, format.charAt(i)));
            } else {
                throw new ValueException("a date format that ends in %");
            }
        }
        return out.toString();
    }

    private static String directive(LocalDateTime time, char directive) {
        return switch (directive) {
            case 'Y' -> String.format(Locale.ROOT, "%04d", time.getYear());
            case 'y' -> twoDigits(time.getYear() % 100);
            case 'm' -> twoDigits(time.getMonthValue());
            case 'd' -> twoDigits(time.getDayOfMonth());
            case 'H' -> twoDigits(time.getHour());
            case 'I' -> twoDigits((time.getHour() + 11) % 12 + 1);
            case 'M' -> twoDigits(time.getMinute());
            case 'S' -> twoDigits(time.getSecond());
            case 'j' -> String.format(Locale.ROOT, "%03d", time.getDayOfYear());
            case 'p' -> time.getHour() < 12 ? "AM" : "PM";
            case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b' ->
                time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
            case '%' -> "%";
            default -> throw new ValueException("the date directive %" + directive + " is not supported");
        };
    }

    private static String twoDigits(int number) {
        return String.format(Locale.ROOT, "%02d", number);
    }
}
