package dev.r3.model.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FloatTextTest {

    @Property
    void readsBackAsTheSameNumber(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            assertThat(Double.parseDouble(FloatText.of(value))).isEqualTo(value);
        }
    }

    /** Java's own text of a float reads back as well, and is sometimes longer than it must be. */
    @Property
    void isNoLongerThanJavas(@ForAll double value) {
        assertThat(digits(FloatText.of(value))).isLessThanOrEqualTo(digits(Double.toString(value)));
    }

    private static int digits(String number) {
        return new BigDecimal(number).stripTrailingZeros().precision();
    }
}
