package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.spec.ResolvedSpec;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users are told of experiments that go on, on the local stack. */
class RunningExperimentsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @AfterEach
    void down() {
        assertThat(r3("down").code()).isZero();
    }

    @Test
    void statusShowsThem() throws Exception {
        JsonNode before = status();
        assertThat(before.path("experiments")).isEmpty();
        assertThat(before.path("services").findValuesAsText("state")).containsOnly("stopped");

        ExperimentId waiting = startWithoutAWorker(spec("waiting", 1));
        assertThat(status().path("experiments").findValuesAsText("experiment")).containsExactly(waiting.value());
        CommandRun shown = r3("status");
        assertThat(shown.out()).containsPattern(waiting + " +running +countdown");
        assertThat(shown.err()).isEmpty();

        assertThat(r3("down").code()).isZero();
        JsonNode after = status();
        assertThat(after.path("experiments")).isEmpty();
        assertThat(after.path("services").findValuesAsText("state")).containsOnly("stopped");
    }

    @Test
    void anotherSpecOfTheSameNameIsToldOfThem() throws Exception {
        ExperimentId waiting = startWithoutAWorker(spec("same", 1));
        startWithoutAWorker(spec("other", 1));
        CommandRun second = r3("run", spec("same", 2).toString(), "--until", "dataset");
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err())
                .contains("of the same name but another spec, and going on as well: %s; `r3 stop ID` ends one"
                        .formatted(waiting))
                .doesNotContain("r3-other-");
        assertTheWorkerIsSeen();
        CommandRun again = r3("run", spec("same", 2).toString(), "--until", "dataset");
        assertThat(again.err()).contains("attached to ").doesNotContain(waiting.value());
    }

    private void assertTheWorkerIsSeen() throws Exception {
        JsonNode status = status();
        long worker = status.path("worker").path("pid").longValue();
        assertThat(status.path("workers")).singleElement().satisfies(seen -> {
            assertThat(seen.path("identity").textValue()).startsWith(worker + "@");
            assertThat(seen.path("queues"))
                    .extracting(JsonNode::textValue)
                    .containsExactly("control", "cpu", "gpu", "endpoint");
            assertThat(seen.path("last_poll_at").longValue()).isCloseTo(System.currentTimeMillis(), within(600_000L));
        });
        assertThat(r3("status").out()).containsPattern(worker + "@\\S+ +control, cpu, gpu, endpoint +[0-9]+ s ago");
    }

    /** With all that it needs; it goes on as soon as there is a worker. */
    private ExperimentId startWithoutAWorker(Path file) {
        ResolvedSpec spec = SpecCommand.resolve(file, Optional.of(StageKind.DATASET), new ControlsOption());
        List<ExperimentId> started = new ArrayList<>();
        Home.choose(home());
        Pipeline.use(pipeline -> {
            ExperimentInput input = new ExperimentUpload(pipeline.store(), pipeline.stages()).input(spec, spec.spec());
            new Catalog(pipeline.store()).add(input, System.currentTimeMillis());
            pipeline.experiments().start(input);
            started.add(input.id());
        });
        return started.get(0);
    }

    private Path spec(String name, int seed) throws IOException {
        Files.writeString(folder.resolve("tasks.jsonl"), "{\"target\":3,\"nums\":[1,2]}\n");
        return Files.writeString(
                folder.resolve(name + seed + ".yaml"),
                "name: %s%nseed: %d%ntask: { family: countdown }%ndata: { source: tasks.jsonl }%n"
                        .formatted(name, seed));
    }

    private JsonNode status() throws IOException {
        CommandRun run = r3("status", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        return JSON.readTree(run.out());
    }

    private CommandRun r3(String... arguments) {
        return CommandRun.of(Path.of(home()), List.of(arguments));
    }

    private String home() {
        return folder.resolve("home").toString();
    }
}
