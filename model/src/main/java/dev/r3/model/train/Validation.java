package dev.r3.model.train;

import java.util.SortedMap;

/** Judges the weights as they are, each time before they are kept in a snapshot. */
public interface Validation {
    /** The name of the metric that counts, such as {@code eval/validation/second_try}; larger is better. */
    String metric();

    /** What is measured now, that metric among it, all finite; the same weights give the same. */
    SortedMap<String, Double> measure();
}
