package dev.r3.activities.report;

import static dev.r3.activities.report.PageTable.cell;
import static dev.r3.activities.report.PageTable.numberCell;

import dev.r3.activities.evaluation.GeneratedTokens;
import dev.r3.workflows.contract.StageKind;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What each arm's evaluation took: tokens and seconds. Another wherever it is computed. */
record CostSection(Figures figures, Circumstances circumstances) {
    private static final String UNKNOWN = OriginSection.UNKNOWN;

    String markup() {
        PageTable table = new PageTable("Cost")
                .text("arm")
                .number("first answers")
                .number("reflections")
                .number("retries")
                .number("tokens")
                .number("tokens a task")
                .number("seconds");
        figures.arms().forEach(arm -> row(table, arm.arm()));
        Html note = Element.of(
                        "p",
                        "Tokens that the arm's model wrote, by turn; a control takes its first answers from the arm with"
                                + " the same weights that reflects. Seconds: of the run that evaluated the arm, which may"
                                + " be an earlier one. What training and the other stages took stands below, by stage.")
                .with("class", "note");
        return PageTable.section("cost", "Tokens and time", table.html(), note);
    }

    private void row(PageTable table, String arm) {
        Circumstances.Stage stage = circumstances.stage(StageKind.EVALUATION.label() + "/" + arm);
        GeneratedTokens turns = stage.turns();
        table.row(
                cell(arm),
                numberCell(count(turns, GeneratedTokens::firstAnswers)),
                numberCell(count(turns, GeneratedTokens::reflections)),
                numberCell(count(turns, GeneratedTokens::retries)),
                numberCell(count(turns, GeneratedTokens::total)),
                numberCell(turns == null ? UNKNOWN : Numbers.decimal((double) turns.total() / figures.tasks())),
                numberCell(Numbers.seconds(stage.seconds())));
    }

    private static String count(@Nullable GeneratedTokens turns, ToLongFunction<GeneratedTokens> of) {
        return turns == null ? UNKNOWN : Numbers.count(of.applyAsLong(turns));
    }
}
