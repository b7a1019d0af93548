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
                .number("p");
        for (ArmFigures arm : figures.arms()) {
            Element[] cells = {
                cell(arm.arm()),
                numberCell(Numbers.percent(arm.firstTry().share())),
                numberCell(Numbers.range(arm.firstTry().low(), arm.firstTry().high())),
                numberCell(gain(arm.gainFirst())),
                numberCell(p(arm.pFirst())),
                numberCell(Numbers.percent(arm.secondTry().share())),
                numberCell(Numbers.range(arm.secondTry().low(), arm.secondTry().high())),
                numberCell(gain(arm.gain())),
                numberCell(p(arm.p()))
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
                                + " try, in percentage points, and in parts of vanilla's. p: exact McNemar test against"
                                + " trained's same try, task by task."
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

    private static String gain(@Nullable Gain gain) {
        if (gain == null) {
            return "";
        }
        Double relative = gain.relative();
        String points = Numbers.points(gain.absolute());
        return relative == null ? points : "%s (%s %%)".formatted(points, Numbers.points(relative));
    }

    private static String p(@Nullable Double p) {
        return p == null ? "" : Numbers.p(p);
    }
}
