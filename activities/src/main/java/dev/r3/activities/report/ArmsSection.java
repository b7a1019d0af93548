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
                .number("second try")
                .number("95 % interval")
                .number("gain, points")
                .number("relative")
                .number("p");
        for (ArmFigures arm : figures.arms()) {
            Element[] cells = {
                cell(arm.arm()),
                numberCell(Numbers.percent(arm.firstTry().share())),
                numberCell(Numbers.percent(arm.secondTry().share())),
                numberCell(Numbers.range(arm.secondTry().low(), arm.secondTry().high())),
                numberCell(points(arm.gain())),
                numberCell(relative(arm.gain())),
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
                        "Gain: of the second try over vanilla's, in percentage points and in parts of vanilla's. p: exact"
                                + " McNemar test of the arm's second try against trained's, task by task.")
                .with("class", "note");
        return PageTable.section(
                "arms",
                "Arms",
                Element.of("div", SvgDrawing.of(charts.arms()), Element.of("div", table.html(), note))
                        .with("class", "beside"));
    }

    private static String points(@Nullable Gain gain) {
        return gain == null ? "" : Numbers.points(gain.absolute());
    }

    private static String relative(@Nullable Gain gain) {
        Double relative = gain == null ? null : gain.relative();
        return relative == null ? "" : Numbers.points(relative) + " %";
    }

    private static String p(@Nullable Double p) {
        return p == null ? "" : Numbers.p(p);
    }
}
