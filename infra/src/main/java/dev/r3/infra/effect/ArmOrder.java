package dev.r3.infra.effect;

import dev.r3.activities.evaluation.Arm;
import dev.r3.workflows.contract.ArmName;
import java.util.Comparator;

/** The order of arms in tables: of the weights that training starts with, of those that it ends with, of others. */
public final class ArmOrder {
    /** Names of arms; equal ones stay as they come. */
    public static final Comparator<String> NAMES = Comparator.comparingInt(ArmOrder::place);

    /** Arms by their names. */
    public static final Comparator<Arm> ARMS = Comparator.comparing(Arm::name, NAMES);

    private ArmOrder() {}

    private static int place(String name) {
        if (name.startsWith(ArmName.VANILLA)) {
            return 0;
        }
        return name.startsWith(ArmName.TRAINED) ? 1 : 2;
    }
}
