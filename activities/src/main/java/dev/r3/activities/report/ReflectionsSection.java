package dev.r3.activities.report;

import static dev.r3.activities.report.PageTable.cell;
import static dev.r3.activities.report.PageTable.numberCell;

import org.jspecify.annotations.Nullable;

/** What the reflections are like. */
record ReflectionsSection(Figures figures) {
    /** Characters after which a text is cut. */
    private static final int LONGEST_TEXT = 400;

    String markup() {
        PageTable table = new PageTable("Reflections")
                .text("arm")
                .number("reflections")
                .number("characters")
                .number("words")
                .number("distinct-1")
                .number("distinct-2")
                .number("like generic")
                .number("like common")
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
                    numberCell(Numbers.ratio(figures.likeGeneric())),
                    numberCell(common(figures.likeCommon())),
                    numberCell(named(figures.naming())));
        });
        Html note = Element.of(
                        "p",
                        "Characters and words: of a reflection, on average. Distinct-n: different n-grams of words in parts of"
                                + " all. As that falls with the amount of text, it is taken of equally many reflections of each"
                                + " arm: of the first %s in the order of the test tasks, which is what the arm with the fewest"
                                        .formatted(Numbers.count(sample()))
                                + " has, 1,000 at most. Like generic, like common: ROUGE-L (F1), from 0 to"
                                + " 1, with the spec's generic reflection and with what vanilla writes most often, on average"
                                + " over an arm's first 1,000."
                                + " Names the answer: " + rule())
                .with("class", "note");
        return PageTable.section("reflections", "Reflections", table.html(), note, common());
    }

    /** Alike for all arms that have any. */
    private long sample() {
        return figures.arms().stream()
                .mapToLong(arm -> arm.reflections().sample())
                .max()
                .orElse(0);
    }

    private static String common(@Nullable Double like) {
        return like == null ? "" : Numbers.ratio(like);
    }

    private static String named(@Nullable Double naming) {
        return naming == null ? "–" : Numbers.percent(naming);
    }

    private String rule() {
        return figures.namingRule() == null
                ? "the task family can't tell (–)."
                : figures.namingRule() + " Reflections of which that can't be told don't count; – if it is so of all.";
    }

    private Html common() {
        CommonReflection common = figures.commonReflection();
        if (common == null) {
            return Html.all();
        }
        return Element.of(
                "p",
                "What vanilla writes most often, in %s of its first %s reflections: “%s”"
                        .formatted(Numbers.count(common.count()), Numbers.count(common.sample()), cut(common.text())));
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT)) + " […]";
    }
}
