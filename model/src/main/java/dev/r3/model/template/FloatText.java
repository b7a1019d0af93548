package dev.r3.model.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floats as Python writes them: the fewest digits that read back as the same number. */
final class FloatText {

    private static final int MOST_DIGITS = 17;

    private FloatText() {}

    static String of(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String sign = Math.copySign(1, value) < 0 ? "-" : "";
        return sign + (value == 0 ? "0.0" : positive(Math.abs(value)));
    }

    private static String positive(double value) {
        BigDecimal shortest = shortest(value).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - shortest.scale() - 1;
        if (exponent < -4 || exponent >= 16) {
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            String size = Integer.toString(Math.abs(exponent));
            return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + (size.length() < 2 ? "0" : "")
                    + size;
        }
        String plain = shortest.toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }

    /** Rounded both ways, as the nearest of so many digits may not read back where the floats' spacing changes. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
            BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
            boolean belowIsNearer = exact.subtract(below).compareTo(above.subtract(exact)) <= 0;
            BigDecimal nearer = belowIsNearer ? below : above;
            BigDecimal farther = belowIsNearer ? above : below;
            if (nearer.doubleValue() == value) {
                return nearer;
            }
            if (farther.doubleValue() == value) {
                return farther;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }
}
