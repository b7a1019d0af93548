package dev.r3.verifiers.countdown;

import java.util.Random;

/** Targets that a text hits in the eyes of R3, of Python, or of neither. */
final class PythonTarget {

    private static final double LARGEST = 9e17;

    private PythonTarget() {}

    /** The whole number nearest to what Python makes of a text, or some number if Python makes nothing of it. */
    static long near(String text, Random random) {
        String plain =
                text.replace('×', '*').replace('÷', '/').replace('−', '-').replaceAll("[\\n\\r]", " ");
        if (random.nextInt(8) == 0) {
            return random.nextInt(100);
        }
        String withoutZeros = plain.replaceAll("(?<![0-9.])0+(?=[0-9])", "");
        double value = PythonExpression.value(withoutZeros.strip()).orElse(random.nextInt(100));
        return Math.abs(value) < LARGEST ? Math.round(value) : 7;
    }
}
