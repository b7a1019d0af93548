package dev.r3.workflows.contract.spec;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.regex.Pattern;

/** An experiment as its user describes it. */
public record ExperimentSpec(
        @Setting("Short name in lower case with dashes; names the runs of this experiment.")
        String name,

        @Setting(value = "Seed of everything random.", byDefault = "0")
        long seed,

        @Setting(
                value = "A run, as `r3 list` names it, whose training goes on here from the last step that it kept;"
                        + " train.steps counts that run's steps too. Empty to start from the checkpoint.",
                byDefault = "''")
        String parent,

        @Setting("What the model is to do, and how answers are judged.")
        TaskSpec task,

        @Setting("Where the tasks come from, and how they are split.")
        DataSpec data,

        @Setting(value = "The model that is trained.", byDefault = "{}")
        PolicySpec policy,

        @Setting(value = "What happens with a task.", byDefault = "{}")
        EpisodeSpec episode,

        @Setting(value = "The failures that are trained on.", byDefault = "{}")
        FailuresSpec failures,

        @Setting(value = "How the model is trained.", byDefault = "{}")
        TrainSpec train,

        @Setting(value = "How models are compared.", byDefault = "{}")
        EvaluateSpec evaluate,

        @Setting(value = "When the trained model becomes the champion.", byDefault = "{}")
        GateSpec gate,

        @Setting(value = "How the experiment is shown in MLflow.", byDefault = "{}")
        TrackingSpec tracking) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

    public ExperimentSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name is '%s'; expected 1 to 40 lower-case letters, digits and inner dashes".formatted(name));
        }
        // Histories and inputs that were recorded before there were parents lack it.
        parent = requireNonNullElse(parent, "");
        requireNonNull(task, "task is null");
        requireNonNull(data, "data is null");
        requireNonNull(policy, "policy is null");
        requireNonNull(episode, "episode is null");
        requireNonNull(failures, "failures is null");
        requireNonNull(train, "train is null");
        requireNonNull(evaluate, "evaluate is null");
        // As with parents.
        gate = requireNonNullElse(gate, GateSpec.STANDARD);
        requireNonNull(tracking, "tracking is null");
        if (train.convergedAfter() > 0 && evaluate.validationTasks() == 0) {
            throw new IllegalArgumentException(
                    "train.converged-after is %d, but there are no validations; expected evaluate.validation-tasks above 0"
                            .formatted(train.convergedAfter()));
        }
        if (evaluate.taskGrpo() && !parent.isEmpty()) {
            throw new IllegalArgumentException(
                    "evaluate.task-grpo is true, but the training that it would be compared with goes on from %s; expected no parent"
                            .formatted(parent));
        }
    }

    /** The same, with the control that is trained, and if it samples with the controls that are sampled. */
    public ExperimentSpec withControls() {
        return new ExperimentSpec(
                name,
                seed,
                parent,
                task,
                data,
                policy,
                episode,
                failures,
                train,
                evaluate.withControls(),
                gate,
                tracking);
    }

    /**
     * The same on a data set that forgetting is checked on.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public ExperimentSpec checking(String name) {
        ForgettingSpec check = evaluate.forgetting().get(name);
        if (check == null) {
            throw new IllegalArgumentException("evaluate.forgetting has no '%s'".formatted(name));
        }
        return new ExperimentSpec(
                this.name,
                seed,
                parent,
                check.task(),
                check.data(),
                policy,
                episode,
                failures,
                train,
                evaluate.checking(check.tasks()),
                gate,
                tracking);
    }
}
