package dev.r3.activities.report;

import static dev.r3.activities.report.PageTable.cell;
import static dev.r3.activities.report.PageTable.numberCell;

/** What the reflections are like. */
record ReflectionsSection(Figures figures) {

    String markup() {
        PageTable table = new PageTable("Reflections")
                .text("arm")
                .number("reflections")
                .number("characters")
                .number("words")
                .number("distinct-1")
                .number("distinct-2")
                .number("names the answer");
        figures.arms().stream().filter(arm -> arm.reflections().count() > 0).forEach(arm -> {
            ReflectionFigures figures = arm.reflections();
            table.row(
                    cell(arm.arm()),
                    numberCell(Numbers.count(figures.count())),
                    numberCell(Numbers.decimal(figures.meanCharacters())),
                    numberCell(Numbers.decimal(figures.meanWords())),
                    numberCell(Numbers.ratio(figures.distinct1())),
                    numberCell(Numbers.ratio(figures.distinct2())),
                    numberCell(Numbers.percent(figures.naming())));
        });
        Html note = Element.of(
                        "p",
                        "Characters and words: of a reflection, on average. Distinct-n: different n-grams of words in parts of"
                                + " all, over the first 1,000 reflections. Names the answer: the retry's answer stands in the"
                                + " reflection before it, spaces aside.")
                .with("class", "note");
        return PageTable.section("reflections", "Reflections", table.html(), note);
    }
}
