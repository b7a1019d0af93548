package dev.r3.activities.report;

import static dev.r3.activities.report.PageTable.cell;
import static dev.r3.activities.report.PageTable.longCell;
import static dev.r3.activities.report.PageTable.numberCell;

import dev.r3.activities.stage.Hardware;
import dev.r3.activities.stage.StageCode;
import dev.r3.model.benchmark.Machine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where it all comes from: stages, lineage, machine. Another whenever it is written. */
record OriginSection(Figures figures, Circumstances circumstances) {
    static final String UNKNOWN = StageCode.UNKNOWN;

    /** Origins of stages that another run computed. */
    private static final Set<String> BEFORE = Set.of("reused", "adopted");

    String markup() {
        return PageTable.section(
                "origin",
                "Where it comes from",
                facts(),
                Element.of("h3", "Stages"),
                stages(),
                Element.of(
                                "p",
                                "Seconds and hardware are those of the run that computed the stage; of a training that several workers"
                                        + " went through, of the last. Core-seconds: seconds times the threads that compute,"
                                        + " which is what a stage holds, not what it uses. Tokens: all that models wrote in it,"
                                        + " validations of training aside, where that was counted. A later run that finds all of"
                                        + " this standing writes no page of its own: it has this one.")
                        .with("class", "note"),
                Element.of("details", Element.of("summary", "Digests of everything that went in"), lineage()));
    }

    private Html facts() {
        Machine machine = circumstances.machine();
        List<Html> facts = new ArrayList<>();
        fact(facts, "experiment", circumstances.experiment());
        fact(facts, "started by", circumstances.user());
        if (!circumstances.commit().isEmpty()) {
            fact(facts, "R3 at commit", circumstances.commit());
        }
        fact(
                facts,
                "this page was written",
                "at %s on %s, %d cores, %d threads, Java %s, PyTorch %s"
                        .formatted(
                                Instant.ofEpochMilli(circumstances.writtenAt()).truncatedTo(ChronoUnit.SECONDS),
                                machine.processor(),
                                machine.cores(),
                                machine.threads(),
                                machine.java(),
                                machine.torch()));
        circumstances
                .endpoints()
                .forEach((weights, shown) ->
                        fact(facts, weights, shown + "; a server's answers are not reproducible bit by bit"));
        fact(facts, "all stages together", sum(circumstances.stages()));
        fact(facts, "of it, in this run", sum(computed()));
        return Element.of("dl", facts);
    }

    private List<Circumstances.Stage> computed() {
        return circumstances.stages().stream()
                .filter(stage -> !BEFORE.contains(stage.origin()))
                .toList();
    }

    /** Core-seconds too, where all stages have them. */
    private static String sum(List<Circumstances.Stage> stages) {
        double seconds = 0;
        double held = 0;
        boolean known = true;
        for (Circumstances.Stage stage : stages) {
            Double coreSeconds = stage.coreSeconds();
            seconds += stage.seconds();
            held += coreSeconds == null ? 0 : coreSeconds;
            known &= coreSeconds != null;
        }
        return Numbers.seconds(seconds) + " s" + (known ? ", %s core-seconds".formatted(Numbers.seconds(held)) : "");
    }

    private static void fact(List<Html> facts, String name, String value) {
        facts.add(Element.of("dt", name));
        facts.add(Element.of("dd", value));
    }

    private Html stages() {
        PageTable table = new PageTable("Stages")
                .text("stage")
                .text("origin")
                .number("seconds")
                .number("core-seconds")
                .number("tokens")
                .text("hardware")
                .text("why");
        circumstances
                .stages()
                .forEach(stage -> table.row(
                        cell(stage.name()),
                        cell(stage.origin()),
                        numberCell(Numbers.seconds(stage.seconds())),
                        numberCell(coreSeconds(stage.coreSeconds())),
                        numberCell(tokens(stage.tokens())),
                        longCell(hardware(stage.hardware())),
                        longCell(stage.why())));
        return table.html();
    }

    private static String coreSeconds(@Nullable Double held) {
        return held == null ? UNKNOWN : Numbers.seconds(held);
    }

    private static String tokens(@Nullable Long tokens) {
        return tokens == null ? "" : Numbers.count(tokens);
    }

    private static String hardware(List<Hardware> all) {
        return all.isEmpty()
                ? UNKNOWN
                : all.stream()
                        .map(one -> "%s, %d threads on %d cores".formatted(one.processor(), one.threads(), one.cores()))
                        .collect(Collectors.joining("; "));
    }

    private Html lineage() {
        PageTable table = new PageTable("Digests").text("what").text("SHA-256");
        figures.lineage().forEach((name, digest) -> table.row(cell(name), longCell(digest)));
        Set<String> codes =
                circumstances.stages().stream().map(OriginSection::code).collect(Collectors.toSet());
        if (codes.size() == 1) {
            table.row(cell("R3's code"), longCell(codes.iterator().next()));
        } else {
            // Another run's R3 may have computed what this one reused, or a worker with another one a part of a stage.
            circumstances
                    .stages()
                    .forEach(stage -> table.row(cell("R3's code of " + stage.name()), longCell(code(stage))));
        }
        return table.html();
    }

    private static String code(Circumstances.Stage stage) {
        return String.join(", ", stage.code());
    }
}
