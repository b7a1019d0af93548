package dev.r3.activities.report;

import static dev.r3.activities.report.PageTable.cell;
import static dev.r3.activities.report.PageTable.longCell;
import static dev.r3.activities.report.PageTable.numberCell;

import dev.r3.model.benchmark.Machine;
import java.util.ArrayList;
import java.util.List;

/** Where it all comes from: stages, lineage, machine. Another whenever it is written. */
record OriginSection(Figures figures, Circumstances circumstances) {

    String markup() {
        return PageTable.section(
                "origin",
                "Where it comes from",
                facts(),
                Element.of("h3", "Stages"),
                stages(),
                Element.of("p", "Seconds are those of the run that computed the stage.")
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
                "this page was written on",
                "%s, %d cores, %d threads, Java %s, PyTorch %s"
                        .formatted(
                                machine.processor(),
                                machine.cores(),
                                machine.threads(),
                                machine.java(),
                                machine.torch()));
        double seconds = circumstances.stages().stream()
                .mapToDouble(Circumstances.Stage::seconds)
                .sum();
        fact(facts, "all stages together", Numbers.seconds(seconds) + " s");
        return Element.of("dl", facts);
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
                .text("why");
        circumstances
                .stages()
                .forEach(stage -> table.row(
                        cell(stage.name()),
                        cell(stage.origin()),
                        numberCell(Numbers.seconds(stage.seconds())),
                        longCell(stage.why())));
        return table.html();
    }

    private Html lineage() {
        PageTable table = new PageTable("Digests").text("what").text("SHA-256");
        figures.lineage().forEach((name, digest) -> table.row(cell(name), longCell(digest)));
        return table.html();
    }
}
