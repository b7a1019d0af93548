package dev.r3.workflows.contract.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Sampled courses of test tasks beside the greedy ones: how often an arm passes, and whether it does in k attempts. */
public record SampledSpec(
        @Setting(
                value =
                        "Courses of each task, up to 1000: a first answer, and if it fails a reflection and a retry. 0 for"
                                + " none.",
                byDefault = "0")
        int samples,

        @Setting(value = "Temperature of all their turns, above 0.", byDefault = "1.0")
        double temperature,

        @Setting(
                value = "Only the likeliest tokens that hold this much probability are drawn from; 1 for all.",
                byDefault = "1.0")
        double topP,

        @Setting(
                value = "Most of the tasks of evaluate.tasks that are sampled, from the top; 0 takes all.",
                byDefault = "500")
        int tasks,

        @Setting(
                value = "Samples vanilla and trained without reflections, too: whether these help, or the second try"
                        + " alone. --with-controls turns it on.",
                byDefault = "false")
        // A spec from before there were such controls is the same one as ever.
        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean controls) {
    /** What stands where nothing is said: nothing is sampled. */
    public static final SampledSpec NONE = new SampledSpec(0, 1, 1, 500);

    private static final int MOST_SAMPLES = 1_000;

    public SampledSpec {
        Range.requireWithin("samples", 0, MOST_SAMPLES, samples);
        Range.requirePositive("temperature", temperature);
        Range.requirePositive("top-p", topP);
        Range.requireShare("top-p", topP);
        Range.requireAtLeast("tasks", 0, tasks);
    }

    /** Without controls. */
    public SampledSpec(int samples, double temperature, double topP, int tasks) {
        this(samples, temperature, topP, tasks, false);
    }

    public boolean enabled() {
        return samples > 0;
    }

    /** The same with controls, if anything is sampled. */
    SampledSpec withControls() {
        return new SampledSpec(samples, temperature, topP, tasks, controls || enabled());
    }

    /** The same with at most so many tasks; 0 for all. */
    public SampledSpec withTasks(int most) {
        return new SampledSpec(samples, temperature, topP, most, controls);
    }

    /** Keeps it out of JSON where nothing is sampled: a spec from before there were samples is the same one as ever. */
    static final class Disabled {
        @Override
        public boolean equals(@Nullable Object value) {
            return value instanceof SampledSpec spec && !spec.enabled();
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }
}
