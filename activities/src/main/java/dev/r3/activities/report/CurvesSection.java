package dev.r3.activities.report;

/** Training, step by step. */
record CurvesSection(Figures figures, Charts charts) {

    String markup() {
        Figures.Training training = figures.training();
        String kept =
                "%s of %s training tasks were in the failure set; of %s steps the weights of step %s are the trained ones."
                        .formatted(
                                Numbers.count(training.kept()),
                                Numbers.count(training.tasks()),
                                Numbers.count(training.steps()),
                                Numbers.count(training.step()));
        return PageTable.section(
                "curves",
                "Training",
                Element.of("p", kept).with("class", "note"),
                Element.of("div", charts.curves().stream().map(SvgDrawing::of).toList())
                        .with("class", "charts"));
    }
}
