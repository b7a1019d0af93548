package dev.r3.activities.promotion;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.dataset.ExperimentFamily;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.dataset.Split;
import dev.r3.activities.dataset.TaskId;
import dev.r3.activities.dataset.TaskReader;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.training.TaughtTasks;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.Champion;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.SplitSpec;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** On which test tasks an experiment can be compared with a champion: those that the champion was not trained on. */
public final class ChampionTasks {
    private final TaskFamilies families;
    private final Stages stages;
    private final TaughtTasks taught;

    /**
     * @param experiments what an experiment was started with; empty if that is not known
     */
    public ChampionTasks(
            TaskFamilies families, Stages stages, Function<ExperimentId, Optional<ExperimentInput>> experiments) {
        this.families = requireNonNull(families, "families is null");
        this.stages = requireNonNull(stages, "stages is null");
        this.taught = new TaughtTasks(experiments);
    }

    /**
     * The splits that a champion was trained by, of those that may have taught it test tasks of an experiment; none if all
     * test tasks can be compared on, or it is not known what trained it.
     */
    List<SplitSpec> splits(ExperimentInput experiment, Champion champion) {
        return taught.teachers(champion.experiment(), experiment.spec().data().split()).stream()
                .map(teacher -> teacher.spec().data().split())
                .distinct()
                .toList();
    }

    /** Whether it is known what trained a champion. If not it may have been on any test tasks, and is compared on all. */
    boolean isTrainingKnown(Champion champion) {
        return taught.areTrainingsKnown(champion.experiment());
    }

    /**
     * The ids of the test tasks that are test tasks by other splits, too.
     *
     * @param dataset of the experiment
     * @param scratch a folder for the file
     */
    Set<String> untaught(ExperimentInput experiment, StageResult dataset, List<SplitSpec> splits, Path scratch) {
        List<Split> trained = splits.stream().map(Split::of).toList();
        Path file = stages.download(dataset, Side.TEST.fileName(), scratch);
        Set<String> untaught = new HashSet<>();
        try (TaskReader<?> tasks =
                TaskReader.open(ExperimentFamily.of(families, experiment).family(), file)) {
            while (tasks.hasNext()) {
                Task task = tasks.next();
                if (trained.stream().allMatch(split -> split.sideOf(task) == Side.TEST)) {
                    untaught.add(TaskId.of(task).value());
                }
            }
        }
        return untaught;
    }
}
