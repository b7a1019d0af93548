package dev.r3.infra.plan;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.evaluation.SampledStage;
import dev.r3.activities.policy.EpisodePlan;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.SpecTree;
import dev.r3.verifiers.api.CanonicalJson;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TrainingObjective;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.KeepChoice;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds committed stages that did the same work as an experiment's for each task or step: the same weights, prompts, lengths
 * and numbers of answers. How many tasks or steps may differ, and whatever changes what comes out but not how much is done:
 * data, verifier, seed, learning rate.
 */
final class SimilarWork {
    private final ExperimentInput input;
    private final ExperimentSpec spec;
    private final ObjectNode prompts;
    private final EarlierStages earlier;

    SimilarWork(ExperimentInput input, EpisodePlan episodes, EarlierStages earlier) {
        this.input = requireNonNull(input, "input is null");
        this.spec = input.spec();
        this.prompts = SpecTree.of(episodes.prompts());
        this.earlier = requireNonNull(earlier, "earlier is null");
    }

    Optional<Manifest> attempts() {
        ObjectNode own = SpecTree.empty()
                .put("samples", spec.failures().samples())
                .put("greedy", spec.failures().keep() == KeepChoice.GREEDY_FAILED);
        own.set("prompts", prompts.deepCopy().without(Set.of("reflection", "retry")));
        own.set("answer", SpecTree.of(spec.episode().firstAnswer(), "temperature"));
        return earlier.newest(
                StageKind.ATTEMPTS,
                isOf(Set.of(input.policy().content())).and(manifest -> hasAll(own, manifest.parameters())));
    }

    Optional<Manifest> failures() {
        ObjectNode own = SpecTree.empty().put("verifier", input.verifier().hex());
        return earlier.newest(StageKind.FAILURES, manifest -> hasAll(own, manifest.parameters()));
    }

    Optional<Manifest> training(TrainingObjective objective) {
        ObjectNode own =
                SpecTree.empty().put("validation-tasks", spec.evaluate().validationTasks());
        own.set("policy", SpecTree.of(spec.policy(), "checkpoint"));
        own.set("prompts", prompts);
        own.set("episode", SpecTree.of(spec.episode()));
        JsonNode train = SpecTree.of(spec.train());
        return earlier.newest(
                StageKind.TRAIN,
                trainedFromPolicy(objective)
                        .and(manifest -> hasAll(own, manifest.parameters())
                                && isSameStep(train, manifest.parameters().path("train"))));
    }

    /** Of one step; of how many there are, and how well they are done, nothing. */
    private static boolean isSameStep(JsonNode one, JsonNode other) {
        boolean penalty = one.path("beta").asDouble() > 0;
        return penalty == other.path("beta").asDouble() > 0
                && Set.of("failures-per-step", "anchor", "refill", "steps-per-snapshot").stream()
                        .allMatch(key -> isEqual(one.path(key), other.path(key)));
    }

    Optional<Manifest> evaluation(ArmName arm, Optional<StageResult> model) {
        ObjectNode own = SpecTree.empty().put("second-try", arm.secondTry().label());
        own.set("prompts", prompts);
        own.set("episode", SpecTree.of(spec.episode(), "reflections"));
        return written(StageKind.EVALUATION, own, arm, model);
    }

    Optional<Manifest> sampled(ArmName arm, Optional<StageResult> model) {
        ObjectNode own = SpecTree.empty();
        own.set("prompts", prompts);
        own.set("episode", SampledStage.episode(spec.episode()));
        own.set("sampled", SampledStage.sampled(spec.evaluate().sampled(), arm.secondTry()));
        return written(StageKind.SAMPLED, own, arm, model);
    }

    /** Of weights that are to be trained: those of an earlier training from the same ones, or else these themselves. */
    private Optional<Manifest> written(StageKind kind, ObjectNode own, ArmName arm, Optional<StageResult> model) {
        if (model.isPresent()) {
            return written(kind, own, Set.of(model.get().content()));
        }
        TrainingObjective objective =
                arm.weights().equals(ArmName.TASK_GRPO) ? TrainingObjective.FIRST_ANSWER : TrainingObjective.REFLECTION;
        Set<Digest> trained = earlier.of(StageKind.TRAIN).stream()
                .filter(trainedFromPolicy(objective))
                .map(Manifest::content)
                .collect(Collectors.toSet());
        return written(kind, own, trained)
                .or(() -> written(kind, own, Set.of(input.policy().content())));
    }

    private Optional<Manifest> written(StageKind kind, ObjectNode own, Set<Digest> weights) {
        return earlier.newest(kind, isOf(weights).and(manifest -> hasAll(own, manifest.parameters())));
    }

    private Predicate<Manifest> trainedFromPolicy(TrainingObjective objective) {
        String wanted = objective == TrainingObjective.FIRST_ANSWER ? objective.weights() : "";
        return isOf(Set.of(input.policy().content()))
                .and(manifest ->
                        manifest.parameters().path("objective").asText().equals(wanted));
    }

    private static Predicate<Manifest> isOf(Set<Digest> weights) {
        return manifest -> Optional.ofNullable(manifest.inputs().get("model"))
                .filter(weights::contains)
                .isPresent();
    }

    private static boolean hasAll(ObjectNode wanted, JsonNode parameters) {
        return wanted.properties().stream()
                .allMatch(entry -> isEqual(entry.getValue(), parameters.path(entry.getKey())));
    }

    private static boolean isEqual(JsonNode one, JsonNode other) {
        return CanonicalJson.write(one).equals(CanonicalJson.write(other));
    }
}
