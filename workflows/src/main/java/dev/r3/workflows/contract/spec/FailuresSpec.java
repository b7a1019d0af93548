package dev.r3.workflows.contract.spec;

import static java.util.Objects.requireNonNull;

/** The failure set: answers to the training tasks, and the tasks that are trained on. */
public record FailuresSpec(
        @Setting(value = "Answers sampled for each task.", byDefault = "8")
        int samples,

        @Setting(value = "Temperature of these answers, above 0.", byDefault = "1.0")
        double temperature,

        @Setting(value = "Which tasks are kept.", byDefault = "any-failed")
        KeepChoice keep,

        @Setting(value = "For pass-rate: least share of a task's answers that pass.", byDefault = "0.0")
        double leastPassRate,

        @Setting(value = "For pass-rate: largest share of a task's answers that pass.", byDefault = "1.0")
        double mostPassRate,

        @Setting(value = "Most training tasks that are tried, from the top of the file; 0 tries all.", byDefault = "0")
        int tasks) {
    public FailuresSpec {
        Range.requireAtLeast("samples", 1, samples);
        Range.requirePositive("temperature", temperature);
        requireNonNull(keep, "keep is null");
        Range.requireShare("least-pass-rate", leastPassRate);
        Range.requireShare("most-pass-rate", mostPassRate);
        if (leastPassRate > mostPassRate) {
            throw new IllegalArgumentException("least-pass-rate is %s; expected at most most-pass-rate, which is %s"
                    .formatted(leastPassRate, mostPassRate));
        }
        Range.requireAtLeast("tasks", 0, tasks);
    }
}
