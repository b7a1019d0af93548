package dev.r3.activities.report;

import static dev.r3.activities.report.PageTable.cell;
import static dev.r3.activities.report.PageTable.longCell;
import static dev.r3.activities.report.PageTable.numberCell;

import dev.r3.workflows.contract.ArmName;
import java.util.Map;

/** How answers fail, before training and after. */
record ErrorsSection(Figures figures, Charts charts) {

    String markup() {
        ArmFigures before = figures.arm(ArmName.VANILLA);
        ArmFigures after = figures.arm(ArmName.TRAINED);
        PageTable table = new PageTable("Errors")
                .text("error")
                .number("vanilla, first")
                .number("trained, first")
                .number("vanilla, second")
                .number("trained, second")
                .text("meaning");
        for (String error : ErrorChart.byFrequency(
                before.firstErrors(), after.firstErrors(), before.lastErrors(), after.lastErrors())) {
            table.row(
                    cell(error),
                    numberCell(count(before.firstErrors(), error)),
                    numberCell(count(after.firstErrors(), error)),
                    numberCell(count(before.lastErrors(), error)),
                    numberCell(count(after.lastErrors(), error)),
                    longCell(figures.errorTypes().getOrDefault(error, "")));
        }
        return PageTable.section(
                "errors",
                "Errors before and after",
                Element.of("div", charts.errors().stream().map(SvgDrawing::of).toList())
                        .with("class", "charts"),
                Element.of("details", Element.of("summary", "As a table"), table.html()));
    }

    private static String count(Map<String, Long> errors, String error) {
        return Numbers.count(errors.getOrDefault(error, 0L));
    }
}
