package dev.r3.tests.report;

import dev.r3.verifiers.api.TaskFamily;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.verifiers.countdown.CountdownTask;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Countdown tasks of three numbers. */
record GeneratedCountdown(List<CountdownTask> tasks) implements GeneratedTasks {
    private static final String SIGNS = "+-*/";

    GeneratedCountdown {
        tasks = List.copyOf(tasks);
    }

    static GeneratedCountdown of(int count) {
        return new GeneratedCountdown(IntStream.range(0, count)
                .mapToObj(i -> task(1L + i % 13, 2L + i / 13 % 17, 3L + i / 221))
                .toList());
    }

    private static CountdownTask task(long one, long other, long third) {
        return new CountdownTask((one - other) * third, List.of(one, other, third), Optional.empty());
    }

    @Override
    public TaskFamily<?> family() {
        return new CountdownFamily();
    }

    @Override
    public List<String> errors() {
        return List.of("missed-target", "wrong-numbers", "invalid-equation");
    }

    @Override
    public String answer(int task, SplittableRandom random) {
        List<Long> numbers = tasks.get(task).numbers();
        return "<answer>%d %c %d %c %d</answer>"
                .formatted(
                        numbers.get(0),
                        SIGNS.charAt(random.nextInt(4)),
                        numbers.get(1),
                        SIGNS.charAt(random.nextInt(4)),
                        numbers.get(2));
    }

    @Override
    public String tip(int task) {
        return " Try (%d - %d) * %d.".formatted(tasks.get(task).numbers().toArray());
    }
}
