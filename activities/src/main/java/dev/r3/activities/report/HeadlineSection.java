package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.ArmName;
import java.util.ArrayList;
import java.util.List;

/** What came out, in a sentence, and the way to the rest. */
record HeadlineSection(Figures figures) {

    private record Link(String id, String title) {}

    private static final List<Link> LINKS = List.of(
            new Link("arms", "Arms"),
            new Link("sampled", "Sampled"),
            new Link("forgetting", "Forgetting"),
            new Link("curves", "Training"),
            new Link("errors", "Errors"),
            new Link("reflections", "Reflections"),
            new Link("tasks", "Tasks"),
            new Link("cost", "Tokens and time"),
            new Link("origin", "Where it comes from"),
            new Link("spec", "Spec"));

    String markup() {
        ArmFigures before = figures.arm(ArmName.VANILLA);
        ArmFigures after = figures.arm(ArmName.TRAINED);
        Element links = Element.of(
                "nav",
                LINKS.stream()
                        .filter(this::leadsSomewhere)
                        .map(link -> Element.of("a", link.title()).with("href", "#" + link.id()))
                        .toList());
        List<Element> parts = new ArrayList<>(List.of(
                Element.of("h1", "R3 report: " + figures.name()),
                Element.of("p", headline(before, after)).with("class", "headline"),
                Element.of("p", beside(before, after))));
        Figures.Gate gate = figures.gate();
        if (gate != null) {
            parts.add(Element.of("p", gate(gate)));
        }
        parts.add(links.with("aria-label", "Parts of this page"));
        return Element.of("header", parts).markup();
    }

    private boolean leadsSomewhere(Link link) {
        return switch (link.id()) {
            case "sampled" -> figures.sampled() != null;
            case "forgetting" -> !figures.forgetting().isEmpty();
            default -> true;
        };
    }

    private static String gate(Figures.Gate gate) {
        return "The gate %s: %s."
                .formatted(
                        gate.decision().equals("promoted")
                                ? "promoted the trained model to champion"
                                : "did not promote the trained model",
                        gate.reason());
    }

    /** The effect with its interval, also where there is none. */
    static String headline(ArmFigures before, ArmFigures after) {
        Gain gain = requireNonNull(after.gain(), "trained has no gain");
        boolean certain = gain.low() > 0 || gain.high() < 0;
        String change = gain.low() > 0 ? "rises" : gain.high() < 0 ? "falls" : "goes";
        return "The second try %s from %s to %s%s: %s points (95 %% interval %s to %s) on %s test tasks."
                .formatted(
                        change,
                        Numbers.percent(before.secondTry().share()),
                        Numbers.percent(after.secondTry().share()),
                        certain ? "" : ", which may be chance",
                        Numbers.points(gain.absolute()),
                        Numbers.points(gain.low()),
                        Numbers.points(gain.high()),
                        Numbers.count(after.secondTry().total()));
    }

    private String beside(ArmFigures before, ArmFigures after) {
        Double p = before.p();
        return "%s The second try is passed at the first try or at the retry after a reflection; exact McNemar test of vanilla against trained, task by task: p %s. Greedy, task family %s."
                .formatted(
                        firstTry(
                                Numbers.percent(before.firstTry().share()),
                                Numbers.percent(after.firstTry().share())),
                        p == null ? "" : equation(p),
                        figures.family());
    }

    private static String firstTry(String before, String after) {
        return before.equals(after)
                ? "The first try stays at %s.".formatted(after)
                : "The first try goes from %s to %s.".formatted(before, after);
    }

    private static String equation(double p) {
        String text = Numbers.p(p);
        return text.startsWith("<") ? text : "= " + text;
    }
}
