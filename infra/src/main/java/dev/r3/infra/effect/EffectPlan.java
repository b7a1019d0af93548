package dev.r3.infra.effect;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.policy.EpisodePlan;
import dev.r3.infra.spec.ResolvedSpec;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.workflows.contract.spec.EvaluateSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.FailuresSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run is to do.
 *
 * @param resolved names the data set's file
 * @param spec the same or with fewer tasks
 * @param policy folder of the checkpoint
 * @param baselines folders by their names
 * @param environment what bitwise equal training needs the same of
 */
public record EffectPlan(
        ResolvedSpec resolved,
        ExperimentSpec spec,
        TaskFamily<?> family,
        Path policy,
        SortedMap<String, Path> baselines,
        Map<String, String> environment) {
    public EffectPlan {
        requireNonNull(resolved, "resolved is null");
        requireNonNull(spec, "spec is null");
        requireNonNull(family, "family is null");
        requireNonNull(policy, "policy is null");
        baselines = new TreeMap<>(baselines);
        environment = Map.copyOf(environment);
    }

    /** The spec with at most so many tasks of each side; 0 leaves it as it is. */
    public static ExperimentSpec limited(ExperimentSpec spec, int tasks) {
        FailuresSpec failures = spec.failures();
        EvaluateSpec evaluate = spec.evaluate();
        return new ExperimentSpec(
                spec.name(),
                spec.seed(),
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
                        evaluate.noReflection()),
                spec.tracking());
    }

    /** The smaller limit; 0 is none. */
    private static int least(int limit, int other) {
        if (limit == 0 || other == 0) {
            return Math.max(limit, other);
        }
        return Math.min(limit, other);
    }

    EpisodePlan episodes() {
        return EpisodePlan.of(family, spec.task().prompts(), spec.episode());
    }
}
