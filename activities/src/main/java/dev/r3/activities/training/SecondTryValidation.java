package dev.r3.activities.training;

import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.ArmEvaluation;
import dev.r3.activities.progress.WorkListener;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.train.Validation;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The shares of validation tasks that pass at the first try, and at the first or the second. */
record SecondTryValidation(ArmEvaluation evaluation, List<EpisodeTask> tasks) implements Validation {
    /** The metric that counts. */
    static final String SECOND_TRY = "eval/validation/second_try";

    private static final String FIRST_TRY = "eval/validation/first_try";

    SecondTryValidation {
        tasks = List.copyOf(tasks);
    }

    @Override
    public String metric() {
        return SECOND_TRY;
    }

    @Override
    public SortedMap<String, Double> measure() {
        Arm arm = new Arm("validation", evaluation.reflecting(tasks, WorkListener.SILENT));
        return new TreeMap<>(Map.of(
                FIRST_TRY, arm.firstTry().share(), SECOND_TRY, arm.secondTry().share()));
    }
}
