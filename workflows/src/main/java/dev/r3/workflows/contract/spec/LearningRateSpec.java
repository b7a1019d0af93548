package dev.r3.workflows.contract.spec;

import static java.util.Objects.requireNonNull;

/** The learning rate of AdamW. */
public record LearningRateSpec(
        @Setting(value = "The rate after warm-up.", byDefault = "5e-7")
        double peak,

        @Setting(value = "How it goes on.", byDefault = "cosine")
        ScheduleChoice schedule,

        @Setting(value = "Share of the steps in which it rises from 0.", byDefault = "0.03")
        double warmUp) {
    public LearningRateSpec {
        Range.requirePositive("peak", peak);
        requireNonNull(schedule, "schedule is null");
        if (!(warmUp >= 0 && warmUp < 1)) {
            throw new IllegalArgumentException("warm-up is %s; expected a share from 0 to below 1".formatted(warmUp));
        }
    }
}
