package dev.r3.activities.dataset;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.verifiers.api.Fingerprint;
import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.spec.TaskSpec;

/**
 * The family of an experiment's tasks with the experiment's options, as this worker has it.
 *
 * @param verifier the fingerprint that the experiment was started with
 */
public record ExperimentFamily<T extends Task>(TaskFamily<T> family, Options options, Fingerprint verifier) {
    public ExperimentFamily {
        requireNonNull(family, "family is null");
        requireNonNull(options, "options is null");
        requireNonNull(verifier, "verifier is null");
    }

    /**
     * Finds it.
     *
     * @throws ConfigFailure if this worker has no such family or another verifier, or the options are wrong
     */
    public static ExperimentFamily<?> of(TaskFamilies families, ExperimentInput input) {
        TaskSpec task = input.spec().task();
        TaskFamily<?> family = families.find(task.family())
                .orElseThrow(() -> new ConfigFailure(
                        "task.family is '%s', which this worker does not have; put its jar into the worker's plugins folder"
                                .formatted(task.family())));
        ExperimentFamily<?> found = of(family, task);
        requireSame(found.verifier(), input);
        return found;
    }

    private static <T extends Task> ExperimentFamily<T> of(TaskFamily<T> family, TaskSpec task) {
        try {
            Options options = Options.of(family.options(), task.options());
            family.verifier(options);
            return new ExperimentFamily<>(family, options, Fingerprint.of(family, options));
        } catch (InvalidOptionException e) {
            throw new ConfigFailure("task.options: " + e.getMessage(), e);
        }
    }

    private static void requireSame(Fingerprint verifier, ExperimentInput input) {
        if (!verifier.value().equals(input.verifier().hex())) {
            throw new ConfigFailure(
                    ("this worker's verifier '%s' has fingerprint %s, the experiment was started with %s;"
                                    + " let worker and command line be of one build")
                            .formatted(verifier.family(), verifier.value(), input.verifier()));
        }
    }
}
