package dev.r3.activities.report;

import static dev.r3.activities.report.PageTable.cell;
import static dev.r3.activities.report.PageTable.numberCell;

import dev.r3.workflows.contract.ArmName;
import org.jspecify.annotations.Nullable;

/** The arms side by side. */
record ArmsSection(Figures figures, Charts charts) {

    String markup() {
        PageTable table = new PageTable("Arms")
                .text("arm")
                .number("first try")
                .number("95 % interval")
                .number("gain")
                .number("p")
                .number("second try")
                .number("95 % interval")
                .number("gain")
                .number("p")
                .number("p against vanilla");
        for (ArmFigures arm : figures.arms()) {
            Element[] cells = {
                cell(arm.arm()),
                numberCell(Numbers.percent(arm.firstTry().share())),
                numberCell(Numbers.range(arm.firstTry().low(), arm.firstTry().high())),
                gainCell(arm.gainFirst()),
                numberCell(p(arm.pFirst())),
                numberCell(Numbers.percent(arm.secondTry().share())),
                numberCell(Numbers.range(arm.secondTry().low(), arm.secondTry().high())),
                gainCell(arm.gain()),
                numberCell(p(arm.p())),
                numberCell(p(arm.pAgainstVanilla()))
            };
            if (arm.arm().equals(ArmName.VANILLA) || arm.arm().equals(ArmName.TRAINED)) {
                table.ownRow(cells);
            } else {
                table.row(cells);
            }
        }
        Html note = Element.of(
                        "p",
                        "Interval, gain and p are of the try to their left. Interval: Wilson's. Gain: over vanilla's same"
                                + " try, in percentage points, and in parts of vanilla's; below it the points' 95 % interval,"
                                + " Newcombe's for pairs. p: exact McNemar test against trained's same try, task by task."
                                + " p against vanilla: the same of the second try against vanilla's."
                                + control(figures.control()))
                .with("class", "note");
        return PageTable.section(
                "arms",
                "Arms",
                Element.of("div", SvgDrawing.of(charts.arms())).with("class", "on-wide"),
                Element.of("div", SvgDrawing.of(charts.narrowArms())).with("class", "on-narrow"),
                table.html(),
                note,
                warning());
    }

    private static String control(Figures.@Nullable Control control) {
        return control == null
                ? ""
                : " %s: plain GRPO on first answers to the same tasks, in as many steps; it generated %s tokens, the training on reflections %s: a ratio of %s."
                        .formatted(
                                ArmName.TASK_GRPO,
                                Numbers.count(control.generatedTokens()),
                                Numbers.count(control.matchedTokens()),
                                Numbers.ratio(control.ratio()));
    }

    private Html warning() {
        Figures.Control control = figures.control();
        String warning = control == null ? null : control.warning();
        return warning == null
                ? Html.all()
                : Element.of("p", "Warning: " + warning + ".").with("class", "warning");
    }

    /** With its interval below it: beside it, the table would be wider than the page. */
    private static Element gainCell(@Nullable Gain gain) {
        if (gain == null) {
            return numberCell("");
        }
        Double relative = gain.relative();
        String points = Numbers.points(gain.absolute());
        return Element.of(
                        "td",
                        Html.text(relative == null ? points : "%s (%s %%)".formatted(points, Numbers.points(relative))),
                        Element.of("div", "%s to %s".formatted(Numbers.points(gain.low()), Numbers.points(gain.high())))
                                .with("class", "below"))
                .with("class", "number");
    }

    private static String p(@Nullable Double p) {
        return p == null ? "" : Numbers.p(p);
    }
}
