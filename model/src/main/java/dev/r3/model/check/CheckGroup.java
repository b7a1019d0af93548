package dev.r3.model.check;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What came of comparing one kind of value. */
public sealed interface CheckGroup {
    String name();

    /** How many values were compared. */
    long compared();

    boolean passed();

    /** Where the first value is that misses, what was expected and what was found. */
    Optional<String> firstMismatch();

    /** Values that must be equal, such as texts and token ids. */
    record Equal(String name, long compared, long matching, Optional<String> firstMismatch) implements CheckGroup {
        public Equal {
            requireNonNull(name, "name is null");
            requireNonNull(firstMismatch, "first mismatch is null");
            if (matching < 0 || matching > compared || firstMismatch.isEmpty() != (matching == compared)) {
                throw new IllegalArgumentException(matching + " of " + compared + " match in " + name);
            }
        }

        @Override
        public boolean passed() {
            return matching == compared;
        }
    }

    /** What a difference is measured by. */
    enum Measure {
        ABSOLUTE,
        /** In units of what was expected. */
        RELATIVE,
        /** Relative above 1, absolute below. */
        SCALED;

        double of(double difference, double expected) {
            if (difference == 0) {
                return 0;
            }
            return switch (this) {
                case ABSOLUTE -> difference;
                case RELATIVE -> difference / Math.abs(expected);
                case SCALED -> difference / Math.max(1, Math.abs(expected));
            };
        }
    }

    /**
     * Numbers that may differ a little.
     *
     * @param measure of the differences
     * @param largestDifference infinite where a value is not finite
     * @param tolerance the largest difference that passes
     */
    record Close(
            String name,
            long compared,
            Measure measure,
            double largestDifference,
            double tolerance,
            Optional<String> firstMismatch)
            implements CheckGroup {
        public Close {
            requireNonNull(name, "name is null");
            requireNonNull(measure, "measure is null");
            requireNonNull(firstMismatch, "first mismatch is null");
            if (compared < 0
                    || !(largestDifference >= 0)
                    || firstMismatch.isEmpty() != (largestDifference <= tolerance)) {
                throw new IllegalArgumentException(
                        compared + " numbers within " + largestDifference + " of " + tolerance + " in " + name);
            }
        }

        @Override
        public boolean passed() {
            return largestDifference <= tolerance;
        }
    }
}
