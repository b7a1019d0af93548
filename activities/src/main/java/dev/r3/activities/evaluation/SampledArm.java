package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.Stages;
import dev.r3.model.evaluate.SampledPasses;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ArmOrder;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.SampledInput;
import dev.r3.workflows.contract.SecondTryChoice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * How often an arm passes test tasks whose courses are sampled.
 *
 * @param name of the arm, such as {@code trained} or {@code trained/no-reflection}
 * @param secondTry passed at the first try or at the retry
 */
public record SampledArm(String name, SampledPasses firstTry, SampledPasses secondTry) {
    private static final String PREFIX = SampledInput.stage("");
    private static final String FIRST_TRY = "first_try";
    private static final String SECOND_TRY = "second_try";

    public SampledArm {
        requireNonNull(name, "name is null");
        requireNonNull(firstTry, "firstTry is null");
        requireNonNull(secondTry, "secondTry is null");
        if (firstTry.samples() != secondTry.samples()) {
            throw new IllegalArgumentException(
                    "%s has %d and %d samples a task".formatted(name, firstTry.samples(), secondTry.samples()));
        }
    }

    static SampledArm of(String name, List<TaskPasses> tasks, int samples) {
        return new SampledArm(
                name, passes(tasks, samples, TaskPasses::firstTry), passes(tasks, samples, TaskPasses::secondTry));
    }

    private static SampledPasses passes(List<TaskPasses> tasks, int samples, ToIntFunction<TaskPasses> passed) {
        return SampledPasses.of(samples, tasks.stream().mapToInt(passed));
    }

    /** All of it but the name, for the summary of the stage. */
    ObjectNode summary() {
        ObjectNode summary = SpecTree.empty().put("tasks", firstTry.total()).put("samples", firstTry.samples());
        firstTry.tasks().forEach(summary.putArray(FIRST_TRY)::add);
        secondTry.tasks().forEach(summary.putArray(SECOND_TRY)::add);
        return summary;
    }

    /** The stage's arm; none for other stages. */
    public static Optional<SampledArm> of(NamedStage stage, Manifest manifest) {
        if (!stage.name().startsWith(PREFIX)) {
            return Optional.empty();
        }
        return Optional.of(new SampledArm(
                stage.name().substring(PREFIX.length()),
                passes(manifest.summary().path(FIRST_TRY)),
                passes(manifest.summary().path(SECOND_TRY))));
    }

    private static SampledPasses passes(JsonNode tasks) {
        List<Long> counts = new ArrayList<>();
        tasks.forEach(count -> counts.add(count.asLong()));
        return new SampledPasses(counts);
    }

    /**
     * Those of an experiment: vanilla, trained, each with its control behind it, others by their names; none where nothing is
     * sampled.
     */
    public static List<SampledArm> among(List<NamedStage> done, Stages stages) {
        return done.stream()
                .filter(stage -> stage.name().startsWith(PREFIX))
                .flatMap(stage -> of(stage, stages.manifest(stage.result())).stream())
                .sorted(Comparator.comparing(SampledArm::name, ArmOrder.LABELS))
                .toList();
    }

    /** The arm that the same weights' reflections are to beat. */
    String control() {
        return control(name);
    }

    /** The control of the arm of this name. */
    static String control(String arm) {
        return new ArmName(arm, SecondTryChoice.NO_REFLECTION).label();
    }
}
