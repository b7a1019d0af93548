package dev.r3.workflows.experiment;

import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageProgress;
import dev.r3.workflows.contract.StageProgress.State;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.control.Gate;
import io.temporal.failure.TemporalFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** An experiment's stages in the order in which they were begun; what stands where is known while others run. */
final class StageList {
    private final Map<String, State> states = new LinkedHashMap<>();
    private final Map<String, List<NamedStage>> results = new LinkedHashMap<>();
    private final Map<String, String> endings = new LinkedHashMap<>();

    StageResult run(String name, Supplier<StageResult> computation) {
        return runAll(name, () -> List.of(new NamedStage(name, computation.get())))
                .get(0)
                .result();
    }

    /** A computation of several stages, shown under one name until it is done. */
    List<NamedStage> runAll(String name, Supplier<List<NamedStage>> computation) {
        states.put(name, State.RUNNING);
        results.put(name, List.of());
        try {
            List<NamedStage> computed = computation.get();
            results.put(name, computed);
            states.put(name, State.DONE);
            return computed;
        } catch (TemporalFailure failure) {
            states.put(name, Gate.isStop(failure) ? State.STOPPED : State.FAILED);
            endings.put(name, Ending.of(failure));
            throw failure;
        }
    }

    List<NamedStage> done() {
        return results.values().stream().flatMap(List::stream).toList();
    }

    List<StageProgress> progress() {
        List<StageProgress> progress = new ArrayList<>();
        states.forEach((name, state) -> progress.add(new StageProgress(name, state)));
        return progress;
    }

    /** Why each stage was computed or reused, what it failed with or where it was stopped, a line each. */
    List<String> explain() {
        List<String> lines = new ArrayList<>();
        done().forEach(stage -> lines.add(stage.name() + ": " + stage.result().explanation()));
        states.forEach((name, state) -> {
            if (state == State.FAILED) {
                lines.add(name + ": failed: " + endings.get(name));
            } else if (state == State.STOPPED) {
                lines.add(name + ": " + endings.get(name));
            }
        });
        return lines;
    }
}
