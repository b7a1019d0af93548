package dev.r3.activities.report;

import dev.r3.workflows.contract.ArmName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The test tasks, to leaf through. The script fills it. */
record TasksSection(Figures figures, TaskBook.Written book) {

    String markup() {
        Element filters = Element.of("div", flip(), error(), search()).with("class", "filters");
        Element pages = Element.of(
                        "div",
                        button("task-previous", "Previous"),
                        Element.of("span", "The tasks are opened …")
                                .with("id", "task-place")
                                .with("aria-live", "polite"),
                        button("task-next", "Next"))
                .with("class", "pages");
        Element list = Element.of("ol").with("id", "task-list").with("class", "list");
        List<Html> parts = new ArrayList<>(List.of(counts()));
        if (book.tasks() < figures.tasks()) {
            parts.add(someNote());
        }
        parts.addAll(List.of(filters, pages, list, cutNote()));
        return PageTable.section("tasks", "Tasks", parts.toArray(Html[]::new));
    }

    private Html counts() {
        Map<String, Long> flips = figures.flips();
        return Element.of(
                        "p",
                        "By the second try, vanilla against trained: %s fixed, %s broken, %s still wrong, %s right anyway."
                                .formatted(
                                        count(flips, Flip.FIXED),
                                        count(flips, Flip.BROKEN),
                                        count(flips, Flip.STILL_WRONG),
                                        count(flips, Flip.RIGHT_ANYWAY)))
                .with("class", "note");
    }

    private Html someNote() {
        return Element.of(
                        "p",
                        "%s of %s test tasks are on this page, first those that were fixed or broken; there is no room for more. The artifact store has all."
                                .formatted(Numbers.count(book.tasks()), Numbers.count(figures.tasks())))
                .with("class", "note");
    }

    private static String count(Map<String, Long> flips, Flip flip) {
        return Numbers.count(flips.getOrDefault(flip.label(), 0L));
    }

    private Html flip() {
        List<Html> options = new ArrayList<>(List.of(option("", "all tasks")));
        for (Flip flip : Flip.values()) {
            String title = "%s (%s)".formatted(flip.title().toLowerCase(Locale.ROOT), count(figures.flips(), flip));
            options.add(option(Character.toString(flip.letter()), title));
        }
        return labelled("Changed by training", "", Element.of("select", options).with("id", "task-flip"));
    }

    private Html error() {
        TreeSet<String> errors = new TreeSet<>();
        for (String arm : List.of(ArmName.VANILLA, ArmName.TRAINED)) {
            errors.addAll(figures.arm(arm).firstErrors().keySet());
            errors.addAll(figures.arm(arm).lastErrors().keySet());
        }
        List<Html> options = new ArrayList<>(List.of(option("", "any or none")));
        errors.forEach(error -> options.add(option(error, error)));
        return labelled("Has the error", "", Element.of("select", options).with("id", "task-error"));
    }

    private static Html search() {
        return labelled(
                "Search in tasks, answers and reflections",
                "wide",
                Element.of("input")
                        .with("id", "task-search")
                        .with("type", "search")
                        .with("autocomplete", "off")
                        .with("spellcheck", "false"));
    }

    private static Html labelled(String label, String style, Element field) {
        return Element.of("label", Html.text(label), field).with("class", style);
    }

    private static Html option(String value, String title) {
        return Element.of("option", title).with("value", value);
    }

    private static Html button(String id, String title) {
        return Element.of("button", title).with("id", id).with("type", "button").with("disabled", "");
    }

    private Html cutNote() {
        return Element.of(
                        "p",
                        "Of texts longer than %s characters the middle is left out here; the artifact store has them whole."
                                .formatted(Numbers.count(book.longestText())))
                .with("class", "note");
    }
}
