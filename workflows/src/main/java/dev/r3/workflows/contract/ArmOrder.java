package dev.r3.workflows.contract;

import java.util.Comparator;
import java.util.List;

/**
 * The order of arms in tables: the weights that training starts with, those that it ends with, others by their names;
 * each with its own reflections first, then with its controls.
 */
public final class ArmOrder {
    /** Labels of arms, such as {@code trained} or {@code vanilla/no-reflection}. */
    public static final Comparator<String> LABELS = Comparator.comparingInt(ArmOrder::place)
            .thenComparing(ArmOrder::weights)
            .thenComparingInt(ArmOrder::secondTry);

    private static final List<String> FIRST = List.of(ArmName.VANILLA, ArmName.TRAINED);

    private static final List<String> CONTROLS =
            SecondTryChoice.CONTROLS.stream().map(SecondTryChoice::label).toList();

    private ArmOrder() {}

    private static int place(String label) {
        int place = FIRST.indexOf(weights(label));
        return place < 0 ? FIRST.size() : place;
    }

    private static String weights(String label) {
        int slash = label.indexOf('/');
        return slash < 0 ? label : label.substring(0, slash);
    }

    /** Of the weights' own reflections, -1. */
    private static int secondTry(String label) {
        int slash = label.indexOf('/');
        return slash < 0 ? -1 : CONTROLS.indexOf(label.substring(slash + 1));
    }
}
