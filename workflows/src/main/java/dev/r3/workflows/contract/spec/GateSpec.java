package dev.r3.workflows.contract.spec;

/** When a trained model becomes the champion of its name and task family. */
public record GateSpec(
        @Setting(
                value =
                        "Largest p of the one-sided McNemar tests that the trained model's second try beats vanilla's and"
                                + " the champion's; 1 promotes whatever no limit forbids.",
                byDefault = "0.05")
        double level,

        @Setting(
                value =
                        "Most that the first try may lose against vanilla, as a share of all tasks: the lower end of the"
                                + " difference's 95 % interval must not be below it. 1 for no limit.",
                byDefault = "0.015")
        double firstTryLoss) {

    /** What stands where nothing is said. */
    public static final GateSpec STANDARD = new GateSpec(0.05, 0.015);

    public GateSpec {
        Range.requirePositive("level", level);
        Range.requireShare("level", level);
        Range.requireShare("first-try-loss", firstTryLoss);
    }
}
