package dev.r3.workflows.contract;

/** What a training rewards. */
public enum TrainingObjective {
    /** Reflections, by what comes of them: the method. */
    REFLECTION(ArmName.TRAINED, StageKind.TRAIN.label()),
    /** First answers, for themselves: plain GRPO on the task, the method's control. */
    FIRST_ANSWER(ArmName.TASK_GRPO, StageKind.TRAIN.label() + "/" + ArmName.TASK_GRPO);

    private final String weights;
    private final String stage;

    TrainingObjective(String weights, String stage) {
        this.weights = weights;
        this.stage = stage;
    }

    /** How arms name what it ends with. */
    public String weights() {
        return weights;
    }

    /** The name of its stage. */
    public String stage() {
        return stage;
    }
}
