package dev.r3.workflows.experiment;

import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageProgress;
import dev.r3.workflows.contract.StageProgress.State;
import dev.r3.workflows.contract.StageResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** An experiment's stages in the order in which they were begun; what stands where is known while others run. */
final class StageList {
    private final Map<String, State> states = new LinkedHashMap<>();
    private final Map<String, List<NamedStage>> results = new LinkedHashMap<>();

    StageResult run(String name, Supplier<StageResult> computation) {
        return runAll(name, () -> List.of(new NamedStage(name, computation.get())))
                .get(0)
                .result();
    }

    /** A computation of several stages, shown under one name until it is done. */
    List<NamedStage> runAll(String name, Supplier<List<NamedStage>> computation) {
        states.put(name, State.RUNNING);
        results.put(name, List.of());
        List<NamedStage> computed = computation.get();
        results.put(name, computed);
        states.put(name, State.DONE);
        return computed;
    }

    List<NamedStage> done() {
        return results.values().stream().flatMap(List::stream).toList();
    }

    List<StageProgress> progress() {
        List<StageProgress> progress = new ArrayList<>();
        states.forEach((name, state) -> progress.add(new StageProgress(name, state)));
        return progress;
    }
}
