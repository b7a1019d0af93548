package dev.r3.infra.effect;

import dev.r3.workflows.contract.spec.EvaluateSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.FailuresSpec;
import dev.r3.workflows.contract.spec.ForgettingSpec;
import java.util.Map;
import java.util.stream.Collectors;

/** Specs of trials. */
public final class TrialSpec {

    private TrialSpec() {}

    /** The spec with at most so many tasks of each side; 0 leaves it as it is. */
    public static ExperimentSpec limited(ExperimentSpec spec, int tasks) {
        FailuresSpec failures = spec.failures();
        EvaluateSpec evaluate = spec.evaluate();
        return new ExperimentSpec(
                spec.name(),
                spec.seed(),
                spec.parent(),
                spec.task(),
                spec.data(),
                spec.policy(),
                spec.episode(),
                new FailuresSpec(
                        failures.samples(),
                        failures.temperature(),
                        failures.keep(),
                        failures.leastPassRate(),
                        failures.mostPassRate(),
                        least(failures.tasks(), tasks)),
                spec.train(),
                new EvaluateSpec(
                        least(evaluate.tasks(), tasks),
                        evaluate.validationTasks() == 0 ? 0 : least(evaluate.validationTasks(), tasks),
                        evaluate.baselines(),
                        evaluate.genericReflection(),
                        evaluate.noReflection(),
                        evaluate.taskGrpo(),
                        limited(evaluate.forgetting(), tasks),
                        evaluate.sampled().withTasks(least(evaluate.sampled().tasks(), tasks))),
                spec.gate(),
                spec.tracking());
    }

    private static Map<String, ForgettingSpec> limited(Map<String, ForgettingSpec> checks, int tasks) {
        return checks.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        check -> check.getValue()
                                .withTasks(least(check.getValue().tasks(), tasks))));
    }

    /** The smaller limit; 0 is none. */
    private static int least(int limit, int other) {
        if (limit == 0 || other == 0) {
            return Math.max(limit, other);
        }
        return Math.min(limit, other);
    }
}
