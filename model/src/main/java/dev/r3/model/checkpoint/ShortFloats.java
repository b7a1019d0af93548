package dev.r3.model.checkpoint;

/** The two 16-bit floating types to and from 32 bits, bit by bit (the library's conversions are newer than Java 17). */
final class ShortFloats {
    private static final int FLOAT_SIGN = 0x8000_0000;
    private static final int FLOAT_EXPONENT_BIAS = 127;
    private static final int HALF_EXPONENT_BIAS = 15;
    private static final int HALF_MANTISSA_BITS = 10;
    private static final float SMALLEST_HALF = 0x1p-24f;

    private ShortFloats() {}

    /** A bfloat16 is the upper half of a float. */
    static float fromBFloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** Rounds to nearest, ties to even; NaN stays NaN. */
    static short toBFloat16(float value) {
        int bits = Float.floatToIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16);
        }
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }

    /** IEEE 754 binary16: 1 sign, 5 exponent and 10 mantissa bits. */
    static float fromFloat16(short bits) {
        int sign = (bits << 16) & FLOAT_SIGN;
        int exponent = (bits >>> HALF_MANTISSA_BITS) & 0x1F;
        int mantissa = bits & 0x3FF;
        if (exponent == 0) {
            float magnitude = mantissa * SMALLEST_HALF;
            return sign == 0 ? magnitude : -magnitude;
        }
        int widened = exponent == 0x1F ? 0xFF : exponent - HALF_EXPONENT_BIAS + FLOAT_EXPONENT_BIAS;
        return Float.intBitsToFloat(sign | widened << 23 | mantissa << 13);
    }

    /** Rounds to nearest, ties to even; what is too large becomes infinite. */
    static short toFloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits & FLOAT_SIGN) >>> 16;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7E00);
        }
        if (magnitude >= 65520f) {
            return (short) (sign | 0x7C00);
        }
        if (magnitude < 0x1p-14f) {
            // Subnormal: a multiple of the smallest half. The scaling is exact, rint rounds ties to even.
            return (short) (sign | (int) Math.rint(magnitude / SMALLEST_HALF));
        }
        int magnitudeBits = bits & ~FLOAT_SIGN;
        int rounded = magnitudeBits + 0xFFF + ((magnitudeBits >>> 13) & 1);
        return (short) (sign | (rounded - ((FLOAT_EXPONENT_BIAS - HALF_EXPONENT_BIAS) << 23)) >>> 13);
    }
}
