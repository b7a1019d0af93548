package dev.r3.activities.report;

import static dev.r3.activities.report.PageTable.cell;
import static dev.r3.activities.report.PageTable.numberCell;

import dev.r3.workflows.contract.ArmName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How often arms pass with sampled answers; nothing if that was not asked for. */
record SampledSection(Figures figures, Charts charts) {

    String markup() {
        SampledFigures sampled = figures.sampled();
        if (sampled == null) {
            return "";
        }
        PageTable table = new PageTable("Sampled courses").text("arm").text("");
        sampled.arms().get(0).firstTry().forEach(estimate -> table.number(head(estimate.k(), sampled.samples())));
        table.number("gain of avg@%d".formatted(sampled.samples()));
        sampled.arms().forEach(arm -> {
            row(table, arm.arm(), "first try", arm.firstTry(), arm.firstTryGain());
            row(table, arm.arm(), "second try", arm.secondTry(), arm.secondTryGain());
        });
        return PageTable.section(
                "sampled",
                "Sampled",
                table.html(),
                overControls(sampled),
                overTaskGrpo(sampled),
                note(sampled),
                Element.of("div", charts.sampled().stream().map(SvgDrawing::of).toList())
                        .with("class", "charts"));
    }

    private static String head(int k, int samples) {
        return k == 1 ? "avg@%d = pass@1".formatted(samples) : "pass@" + k;
    }

    private static void row(
            PageTable table,
            String arm,
            String what,
            List<SampledFigures.Estimate> estimates,
            @Nullable AverageGain gain) {
        List<Element> cells = new ArrayList<>(List.of(cell(arm), cell(what)));
        estimates.forEach(estimate -> cells.add(numberCell("%s (%s)"
                .formatted(Numbers.percent(estimate.value()), Numbers.range(estimate.low(), estimate.high())))));
        cells.add(numberCell(gain(gain)));
        Element[] all = cells.toArray(Element[]::new);
        if (arm.equals(ArmName.TRAINED)) {
            table.ownRow(all);
        } else {
            table.row(all);
        }
    }

    private static String gain(@Nullable AverageGain gain) {
        return gain == null ? "" : gain.text();
    }

    private static Html overControls(SampledFigures sampled) {
        return Html.all(sampled.overControls().stream()
                .map(control -> Element.of(
                        "p",
                        "Second try, avg@%d: %s over %s, which is asked to try again without a reflection: %s points."
                                .formatted(
                                        sampled.samples(),
                                        control.arm(),
                                        control.over(),
                                        control.gain().text())))
                .toArray(Html[]::new));
    }

    private static Html overTaskGrpo(SampledFigures sampled) {
        SampledFigures.OverControl control = sampled.overTaskGrpo();
        return control == null
                ? Html.all()
                : Element.of(
                        "p",
                        "Second try, avg@%d: %s over %s, which plain GRPO trained on first answers: %s points."
                                .formatted(
                                        sampled.samples(),
                                        control.arm(),
                                        control.over(),
                                        control.gain().text()));
    }

    private static Html note(SampledFigures sampled) {
        return Element.of(
                        "p",
                        ("%s sampled courses of each of %s test tasks, at temperature %s and top-p %s: a first answer, and"
                                        + " if it fails a reflection and a retry. pass@k: the chance that of k courses"
                                        + " one at least passes, by the estimator without bias, as its mean over tasks;"
                                        + " avg@%s: the share of courses that pass. In brackets the mean's 95 %% interval"
                                        + " over tasks: Wilson's at the effective number of tasks."
                                        + " Gain: over vanilla's same try, in percentage points; in brackets its 95 %% interval,"
                                        + " Student's for pairs, task by task; none where all tasks differ alike, which tells nothing"
                                        + " of how others would.")
                                .formatted(
                                        Numbers.count(sampled.samples()),
                                        Numbers.count(sampled.tasks()),
                                        Numbers.decimal(sampled.temperature()),
                                        Numbers.decimal(sampled.topP()),
                                        sampled.samples()))
                .with("class", "note");
    }
}
