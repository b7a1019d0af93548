package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.progress.WorkListener;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.model.benchmark.Machine;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.ReportInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What an experiment came to, as a page, its figures and its plots. */
public final class ReportStage {
    /** The page: one file that needs no other. */
    public static final String PAGE = "report.html";

    /** All numbers of the page that are the same whenever it is written. */
    public static final String FIGURES = "figures.json";

    /** What of the page is another whenever it is written: times, machine, addresses. */
    public static final String CIRCUMSTANCES = "circumstances.json";

    /** The folder of the plots. */
    public static final String PLOTS = "plots/";

    private static final int VERSION = 8;

    private final Stages stages;
    private final ArtifactStore store;
    private final TaskFamilies families;
    private final Supplier<Machine> machine;
    private final Clock clock;

    /**
     * @param machine that the report is written on
     */
    public ReportStage(
            Stages stages, ArtifactStore store, TaskFamilies families, Supplier<Machine> machine, Clock clock) {
        this.stages = requireNonNull(stages, "stages is null");
        this.store = requireNonNull(store, "store is null");
        this.families = requireNonNull(families, "families is null");
        this.machine = requireNonNull(machine, "machine is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * The committed report, written now if it does not stand yet.
     *
     * @throws IllegalArgumentException if a stage is missing
     */
    public StageResult run(ReportInput input, WorkListener listener) {
        return stages.run(identity(input), input.experiment(), scratch -> write(input, scratch, listener));
    }

    /** The committed report, if it stands. */
    public Optional<StageResult> find(ReportInput input) {
        return stages.find(identity(input), input.experiment());
    }

    private StageOutput write(ReportInput input, Path scratch, WorkListener listener) {
        ReportReader reader = new ReportReader(input, families, stages, store, scratch);
        ReportReader.Read read = reader.read(listener);
        Circumstances circumstances = reader.circumstances(machine.get(), clock.millis());
        Charts charts = Charts.of(read.figures());
        SortedMap<String, Path> files = new TreeMap<>();
        files.put(FIGURES, FiguresFile.write(scratch.resolve(FIGURES), read.figures()));
        files.put(CIRCUMSTANCES, FiguresFile.write(scratch.resolve(CIRCUMSTANCES), circumstances));
        Path page = scratch.resolve(PAGE);
        Digest content = new ReportPage(
                        read.figures(), charts, read.book(), input.experiment().spec(), circumstances)
                .write(page);
        files.put(PAGE, page);
        charts.all().forEach(drawing -> {
            String name = PLOTS + drawing.file() + ".png";
            PlotFile.write(drawing, scratch.resolve(name));
            files.put(name, scratch.resolve(name));
        });
        // Pictures and compression are of the Java that makes them.
        String[] varying =
                files.keySet().stream().filter(name -> !name.equals(FIGURES)).toArray(String[]::new);
        return StageOutput.of(files, content, summary(read)).timed(varying);
    }

    private static ObjectNode summary(ReportReader.Read read) {
        return SpecTree.empty()
                .put("tasks", read.figures().tasks())
                .put("arms", read.figures().arms().size())
                .put("longest_text", read.book().longestText());
    }

    private static StageIdentity identity(ReportInput input) {
        ObjectNode parameters =
                SpecTree.empty().put("verifier", input.experiment().verifier().hex());
        parameters.set("spec", SpecTree.of(input.experiment().spec()));
        Map<String, Digest> inputs = new TreeMap<>();
        input.stages().stream()
                .filter(stage -> stage.result().kind() != StageKind.ATTEMPTS)
                .forEach(stage -> inputs.put(stage.name(), stage.result().content()));
        return StageIdentity.of(StageKind.REPORT, VERSION, parameters, inputs);
    }

    /** The stage of an experiment that is the report, if it has one. */
    public static Optional<StageResult> among(List<NamedStage> stages) {
        return stages.stream()
                .map(NamedStage::result)
                .filter(stage -> stage.kind() == StageKind.REPORT)
                .findFirst();
    }
}
