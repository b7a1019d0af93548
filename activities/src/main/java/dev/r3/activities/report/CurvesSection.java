package dev.r3.activities.report;

/** Training, step by step. */
record CurvesSection(Figures figures, Charts charts) {
    private static final String INTERVALS =
            " Pale bands are 95 % intervals: of a share of tasks Wilson's; of the running mean over a twentieth of the steps, five at least, Student's, as if steps were independent.";

    String markup() {
        Figures.Training training = figures.training();
        String kept =
                "%s of %s training tasks were in the failure set; of %s steps the weights of step %s are the trained ones."
                        .formatted(
                                Numbers.count(training.kept()),
                                Numbers.count(training.tasks()),
                                Numbers.count(training.steps()),
                                Numbers.count(training.step()));
        String early = training.steps() < training.asked()
                ? " Training ended before its %s steps, as its last validations brought no gain."
                        .formatted(Numbers.count(training.asked()))
                : "";
        return PageTable.section(
                "curves",
                "Training",
                Element.of("p", kept + early + INTERVALS + withoutBand()).with("class", "note"),
                Element.of("div", charts.curves().stream().map(SvgDrawing::of).toList())
                        .with("class", "charts"));
    }

    private String withoutBand() {
        return figures.curves().stream().anyMatch(CurveChart::isWithoutBand)
                ? " Curves of at most %d steps have none: each of their values is drawn, the mean of a step's batch, and what a step is on average can't be told from so few of them while they move."
                        .formatted(CurveChart.FEW)
                : "";
    }
}
