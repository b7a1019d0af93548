package dev.r3.activities.training;

import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.ArmEvaluation;
import dev.r3.activities.policy.WorkListener;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.train.Validation;
import java.util.List;

/** The share of validation tasks that pass at the first or the second try. */
record SecondTryValidation(ArmEvaluation evaluation, List<EpisodeTask> tasks) implements Validation {
    SecondTryValidation {
        tasks = List.copyOf(tasks);
    }

    @Override
    public String metric() {
        return "eval/validation/second_try";
    }

    @Override
    public double value() {
        return new Arm("validation", evaluation.reflecting(tasks, WorkListener.SILENT))
                .secondTry()
                .share();
    }
}
