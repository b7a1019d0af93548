package dev.r3.model.evaluate;

/** Student's t distribution of a whole number ν of degrees of freedom. */
final class StudentT {
    private final long degrees;

    StudentT(long degrees) {
        if (degrees < 1) {
            throw new IllegalArgumentException(degrees + " degrees of freedom");
        }
        this.degrees = degrees;
    }

    /** The t that T is within ±t of with this probability: 0.95 for a 95 % interval. */
    double reach(double probability) {
        // By the angle whose tangent is t / √ν: it has an end, and halving an interval is exact.
        double low = 0;
        double high = Math.PI / 2;
        for (double angle = high / 2; angle > low && angle < high; angle = (low + high) / 2) {
            if (within(angle) < probability) {
                low = angle;
            } else {
                high = angle;
            }
        }
        return Math.sqrt((double) degrees) * Math.tan(high);
    }

    /**
     * P(−t &lt; T &lt; t) for t = √ν tan θ, a sum of ν / 2 terms (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4). Even ν:
     * sin θ {1 + 1/2 cos² θ + (1·3)/(2·4) cos⁴ θ + ...}; odd ν: 2/π {θ + sin θ [cos θ + 2/3 cos³ θ + ...]}; the last power
     * is ν − 2.
     */
    private double within(double angle) {
        double cosine = Math.cos(angle);
        boolean even = degrees % 2 == 0;
        double term = even ? 1 : cosine;
        double sum = degrees == 1 ? 0 : term;
        for (long power = even ? 2 : 3; power <= degrees - 2; power += 2) {
            term *= (double) (power - 1) / power * cosine * cosine;
            sum += term;
        }
        return even ? Math.sin(angle) * sum : 2 / Math.PI * (angle + Math.sin(angle) * sum);
    }
}
