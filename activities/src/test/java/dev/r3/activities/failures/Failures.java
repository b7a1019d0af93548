package dev.r3.activities.failures;

import dev.r3.activities.policy.EpisodePlan;
import dev.r3.activities.policy.LocalModel;
import dev.r3.activities.policy.TinyModel;
import dev.r3.activities.progress.WorkListener;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.util.List;

/** Failure sets of the tiny model. */
public final class Failures {

    private Failures() {}

    public static FailureSet of(List<EpisodeTask> tasks, EpisodePlan episodes, ExperimentSpec spec) {
        try (LocalModel model = TinyModel.open()) {
            List<TaskAnswers> answers = new AttemptSampling(model.policy(), episodes, spec.failures(), spec.seed())
                    .run(tasks, WorkListener.SILENT);
            return FailureSet.judged(answers, tasks, FailureSet.rule(spec.failures()));
        }
    }
}
