package dev.r3.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ShortFloatsTest {
    @Test
    void everyFloat16WidensByItsDefinitionAndComesBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = ShortFloats.fromFloat16((short) bits);
            assertThat(value).as("bits %x", bits).isEqualTo(Float.valueOf(defined(bits)));
            if (!Float.isNaN(value)) {
                assertThat(ShortFloats.toFloat16(value)).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void everyBFloat16ComesBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = ShortFloats.fromBFloat16((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(ShortFloats.toBFloat16(value)).isEqualTo((short) bits);
            }
        }
        assertThat(ShortFloats.fromBFloat16(ShortFloats.toBFloat16(Float.NaN))).isNaN();
    }

    @Property(tries = 5000)
    void narrowingPicksTheNearest(@ForAll float value) {
        short narrowed = ShortFloats.toFloat16(value);
        double distance = Math.abs((double) ShortFloats.fromFloat16(narrowed) - value);
        for (int step : new int[] {-1, 1}) {
            float neighbour = ShortFloats.fromFloat16((short) (narrowed + step));
            if (Math.abs(value) < 65504 && !Float.isNaN(neighbour)) {
                assertThat(distance).isLessThanOrEqualTo(Math.abs((double) neighbour - value));
            }
        }
        short brain = ShortFloats.toBFloat16(value);
        if (Math.abs(value) < 0x1.FEp127) {
            assertThat(Math.abs((double) ShortFloats.fromBFloat16(brain) - value))
                    .isLessThanOrEqualTo(Math.abs(value) / 256.0 + Float.MIN_NORMAL);
        }
    }

    @Test
    void tiesGoToTheEvenNeighbour() {
        assertThat(ShortFloats.toBFloat16(Float.intBitsToFloat(0x3F808000))).isEqualTo((short) 0x3F80);
        assertThat(ShortFloats.toBFloat16(Float.intBitsToFloat(0x3F818000))).isEqualTo((short) 0x3F82);
        assertThat(ShortFloats.toFloat16(1 + 0x1p-11f)).isEqualTo((short) 0x3C00);
        assertThat(ShortFloats.toFloat16(1 + 3 * 0x1p-11f)).isEqualTo((short) 0x3C02);
        assertThat(ShortFloats.toFloat16(65520f)).isEqualTo((short) 0x7C00);
    }

    private static float defined(int bits) {
        int exponent = bits >> 10 & 31;
        double mantissa = (bits & 1023) / 1024.0;
        double magnitude = exponent == 0 ? mantissa * 0x1p-14 : (1 + mantissa) * Math.pow(2, exponent - 15);
        if (exponent == 31) {
            magnitude = mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        return (float) (bits < 1 << 15 ? magnitude : -magnitude);
    }
}
