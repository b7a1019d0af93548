package dev.r3.infra.plan;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.StageCost;
import dev.r3.activities.stage.Stages;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The committed stages of earlier runs, whose times and tokens tell what similar ones will take. */
final class EarlierStages {
    private final Stages stages;
    private final Map<StageKind, List<Manifest>> read = new EnumMap<>(StageKind.class);

    EarlierStages(Stages stages) {
        this.stages = requireNonNull(stages, "stages is null");
    }

    /** Of a kind, the newest first. */
    List<Manifest> of(StageKind kind) {
        return read.computeIfAbsent(kind, stages::committed);
    }

    Manifest of(StageResult stage) {
        return stages.manifest(stage);
    }

    Optional<Manifest> newest(StageKind kind, Predicate<Manifest> similar) {
        return of(kind).stream().filter(similar).findFirst();
    }

    /** What it took altogether: of some the parts were computed before. */
    static double seconds(Manifest manifest) {
        return StageCost.of(manifest).seconds();
    }
}
