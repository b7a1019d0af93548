package dev.r3.workflows.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArmOrderTest {
    @Test
    void isThatOfTheTable() {
        List<String> table = List.of(
                "vanilla",
                "vanilla/no-reflection",
                "vanilla/generic-reflection",
                "vanilla/foreign-reflection",
                "trained",
                "trained/no-reflection",
                "trained/generic-reflection",
                "trained/foreign-reflection",
                "baseline-10x",
                "champion-3",
                "task-grpo");
        List<String> shuffled = new ArrayList<>(table);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(shuffled.stream().sorted(ArmOrder.LABELS)).containsExactlyElementsOf(table);
    }
}
