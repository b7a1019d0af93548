package dev.r3.activities.report;

import static dev.r3.activities.report.PageTable.cell;
import static dev.r3.activities.report.PageTable.numberCell;

/** What training changed on other data sets; nothing if that was not asked for. */
record ForgettingSection(Figures figures) {

    String markup() {
        if (figures.forgetting().isEmpty()) {
            return "";
        }
        PageTable table = new PageTable("Forgetting")
                .text("data set")
                .text("task family")
                .number("tasks")
                .text("")
                .number("vanilla")
                .number("trained")
                .number("difference")
                .number("95 % interval")
                .number("limit");
        figures.forgetting().forEach(check -> {
            row(
                    table,
                    check,
                    "first try",
                    check.vanilla().firstTry(),
                    check.trained().firstTry(),
                    check.firstTryGain());
            row(
                    table,
                    check,
                    "second try",
                    check.vanilla().secondTry(),
                    check.trained().secondTry(),
                    check.secondTryGain());
        });
        Html note = Element.of(
                        "p",
                        "Difference: trained's share over vanilla's on the same tasks, in percentage points, with"
                                + " Newcombe's interval for pairs. The gate promotes only if the first try's interval"
                                + " does not go beyond its limit.")
                .with("class", "note");
        return PageTable.section("forgetting", "Forgetting", table.html(), leftOut(), note);
    }

    private Html leftOut() {
        return Html.all(figures.forgetting().stream()
                .filter(check -> check.leftOut() > 0)
                .map(check -> Element.of(
                        "p",
                        "%s: %s tasks were left out, as this experiment, or one that it goes on from, trains or validates on them."
                                .formatted(check.name(), Numbers.count(check.leftOut()))))
                .toArray(Html[]::new));
    }

    private static void row(
            PageTable table, Figures.Forgetting check, String what, Share vanilla, Share trained, Gain gain) {
        boolean limited = what.equals("first try");
        table.row(
                cell(check.name()),
                cell(check.family()),
                numberCell(Numbers.count(vanilla.total())),
                cell(what),
                numberCell(Numbers.percent(vanilla.share())),
                numberCell(Numbers.percent(trained.share())),
                numberCell(Numbers.points(gain.absolute())),
                numberCell("%s to %s".formatted(Numbers.points(gain.low()), Numbers.points(gain.high()))),
                numberCell(limited ? Numbers.points(-check.limit()) : ""));
    }
}
