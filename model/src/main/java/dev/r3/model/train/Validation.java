package dev.r3.model.train;

/** Judges the weights as they are, each time before they are kept in a snapshot. */
public interface Validation {
    /** The metric's name, such as {@code eval/validation/second_try}; larger is better. */
    String metric();

    /** Its value now, finite; the same weights give the same. */
    double value();
}
