package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.infra.local.LocalStack;
import dev.r3.infra.local.Service;
import dev.r3.infra.settings.S3Settings;
import dev.r3.infra.temporal.TemporalConnection;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowExecutionMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole experiments on real servers while the worker, Temporal, the S3 server and MLflow are killed at random moments:
 * they end with the very weights and evaluations of undisturbed runs, no file that the store names is there in part, and
 * MLflow has each point of each metric once.
 */
class PipelineFaultsIT {
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Experiments side by side. */
    private static final int WAVE = 10;

    /** The build says how many; {@code -Pfaults} has 200. */
    private static final int EXPERIMENTS = Integer.getInteger("r3.faults.experiments", WAVE);

    /** While a wave runs, of each victim; some two minutes of it. */
    private static final int KILLS = 3;

    /** A wave that is over sooner had as many of each. */
    private static final int LEAST_KILLS = 2;

    private static final int SEED = 8;

    private static final int LARGEST_PAYLOAD = 64 * 1024;

    /** What each experiment has a workflow for, besides its own. */
    private static final List<String> PARTS =
            List.of("failures", "train", "evaluation/vanilla", "evaluation/trained", "evaluation/baseline-big");

    /** How often a user would type the command again. */
    private static final int MOST_TRIES = 16;

    @TempDir
    Path folder;

    @Test
    void killedServicesChangeNothing() throws Exception {
        MiniatureExperiment.prepare(folder);
        List<MiniatureExperiment> experiments = new ArrayList<>();
        for (int seed = 1; seed <= EXPERIMENTS; seed++) {
            experiments.add(new MiniatureExperiment(folder, seed));
        }
        List<UndisturbedMiniature> undisturbed = UndisturbedMiniature.compute(
                folder.resolve("undisturbed"), experiments, LONG.multipliedBy(EXPERIMENTS));
        List<JsonNode> disturbed = disturbed(folder.resolve("disturbed"), experiments, undisturbed);
        for (int i = 0; i < EXPERIMENTS; i++) {
            undisturbed.get(i).assertSame(disturbed.get(i));
        }
        for (String stage : List.of("attempts", "train")) {
            assertThat(disturbed.stream().map(stages -> content(stages, stage)))
                    .as("seeds make a difference to " + stage)
                    .doesNotHaveDuplicates();
        }
    }

    private static String content(JsonNode stages, String name) {
        for (JsonNode stage : stages) {
            if (stage.path("stage").textValue().equals(name)) {
                return stage.path("content").textValue();
            }
        }
        throw new AssertionError("no stage " + name);
    }

    /** Runs experiments, kills what runs so many times in each wave of them, and checks what MLflow has at the end. */
    private static List<JsonNode> disturbed(
            Path home, List<MiniatureExperiment> experiments, List<UndisturbedMiniature> undisturbed) throws Exception {
        try {
            R3Process.run(home, LONG, "up");
            Random random = new Random(SEED);
            Map<String, Integer> killed = new TreeMap<>();
            List<JsonNode> stages = new ArrayList<>();
            for (int first = 0; first < experiments.size(); first += WAVE) {
                List<MiniatureExperiment> wave = experiments.subList(first, Math.min(first + WAVE, experiments.size()));
                stages.addAll(wave(home, wave, random, killed));
            }
            System.out.printf("[INFO] Of %d experiments, killed: %s%n", experiments.size(), killed);
            TrackedRuns tracked = TrackedRuns.of(home);
            tracked.assertMiniaturesOnce(EXPERIMENTS);
            for (int i = 0; i < experiments.size(); i++) {
                tracked.assertCurves(experiments.get(i), undisturbed.get(i));
                tracked.assertArms(experiments.get(i), stages.get(i), undisturbed.get(i));
            }
            assertWholeAndSame(home, stages, undisturbed);
            assertSmallPayloads(home);
            return stages;
        } finally {
            R3Process.run(home, LONG, "down");
            assertThat(processesOf(home)).isEmpty();
        }
    }

    private static List<JsonNode> wave(
            Path home, List<MiniatureExperiment> experiments, Random random, Map<String, Integer> killed)
            throws Exception {
        List<R3Process> running = new ArrayList<>();
        for (MiniatureExperiment experiment : experiments) {
            running.add(start(home, experiment));
        }
        List<JsonNode> stages = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        try (RandomKills kills = new RandomKills(home, random, KILLS)) {
            for (int i = 0; i < experiments.size(); i++) {
                JsonNode result = JSON.readTree(await(home, running.get(i), experiments.get(i)));
                stages.add(result.path("stages"));
                if (!result.at("/mlflow/note").textValue().isEmpty()) {
                    waiting.add(result.path("experiment").textValue());
                }
            }
            Map<String, Integer> killedNow = kills.end();
            assertThat(killedNow).containsOnlyKeys(RandomKills.VICTIMS);
            assertThat(killedNow.values())
                    .as("kills while %d experiments ran: %s", experiments.size(), killedNow)
                    .allMatch(times -> times >= LEAST_KILLS);
            killedNow.forEach((victim, times) -> killed.merge(victim, times, Integer::sum));
        }
        // As their results said: MLflow was away for longer than an experiment waits for it.
        for (String experiment : waiting) {
            R3Process.run(home, LONG, "track", "sync", experiment);
            System.out.printf("[INFO] MLflow was told of the end of %s by `track sync`%n", experiment);
        }
        return stages;
    }

    private static R3Process start(Path home, MiniatureExperiment experiment) throws IOException {
        return R3Process.start(home, "run", experiment.spec().toString(), "--json");
    }

    /** The result; a command that was cut off by a fault is typed again. */
    private static String await(Path home, R3Process first, MiniatureExperiment experiment) throws Exception {
        R3Process run = first;
        for (int tries = 1; run.await(LONG) != 0; tries++) {
            assertThat(tries).as(run.messages()).isLessThan(MOST_TRIES);
            run = start(home, experiment);
        }
        return run.output();
    }

    /** No file that the store names is there in part, and the trained weights are the undisturbed ones, bit by bit. */
    private static void assertWholeAndSame(Path home, List<JsonNode> stages, List<UndisturbedMiniature> undisturbed)
            throws IOException {
        S3Settings store = LocalStack.of(home)
                .up(EnumSet.of(Service.ARTIFACTS), message -> {})
                .artifacts()
                .orElseThrow()
                .settings();
        SortedMap<String, JsonNode> stored = NamedFiles.assertWhole(store, home.resolve("read"));
        for (int i = 0; i < stages.size(); i++) {
            undisturbed.get(i).assertSameWeights(stages.get(i), stored);
        }
    }

    /** References go through Temporal, never data: in no event of any workflow that the server has. */
    private static void assertSmallPayloads(Path home) throws Exception {
        Set<String> parts = new TreeSet<>();
        JsonNode experiments = JSON.readTree(R3Process.run(home, LONG, "list", "--json"));
        assertThat(experiments).hasSize(EXPERIMENTS);
        for (JsonNode experiment : experiments) {
            assertThat(experiment.path("state").textValue()).isEqualTo("finished");
            String id = experiment.path("experiment").textValue();
            parts.add(id);
            PARTS.forEach(part -> parts.add(id + "/" + part));
        }
        try (TemporalConnection temporal = LocalTemporal.open(home)) {
            for (WorkflowExecution workflow : workflows(temporal, parts)) {
                assertThat(temporal.client()
                                .fetchHistory(workflow.getWorkflowId(), workflow.getRunId())
                                .getEvents())
                        .as(workflow.getWorkflowId())
                        .isNotEmpty()
                        .allSatisfy(
                                event -> assertThat(event.getSerializedSize()).isLessThan(LARGEST_PAYLOAD));
            }
        }
    }

    /** All that the server lists, once these are among them: it lists a workflow a little later than it has it. */
    private static List<WorkflowExecution> workflows(TemporalConnection temporal, Set<String> expected)
            throws InterruptedException {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (true) {
            List<WorkflowExecution> listed = temporal.client()
                    .listExecutions("")
                    .map(WorkflowExecutionMetadata::getExecution)
                    .toList();
            Set<String> missing = new TreeSet<>(expected);
            listed.forEach(workflow -> missing.remove(workflow.getWorkflowId()));
            if (missing.isEmpty()) {
                return listed;
            }
            assertThat(System.nanoTime()).as("not listed: " + missing).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** Whatever still runs for a home that is down. */
    private static List<String> processesOf(Path home) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> isOf(home, process))
                    .map(process -> process.info().commandLine().orElse("process " + process.pid()))
                    .toList();
        }
    }

    /** By its command, or by the folder it works in: the workers of a server's have no word of the home. */
    private static boolean isOf(Path home, ProcessHandle process) {
        if (process.info().commandLine().orElse("").contains(home.toString())) {
            return true;
        }
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .startsWith(home);
        } catch (IOException endedOrNotOurs) {
            return false;
        }
    }
}
