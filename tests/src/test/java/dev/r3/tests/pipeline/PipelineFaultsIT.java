package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.infra.temporal.TemporalConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole experiments on real servers while the worker, Temporal, the S3 server and MLflow are killed at random moments:
 * they end with the very weights and evaluations of undisturbed runs, and MLflow has each point of each metric once.
 */
class PipelineFaultsIT {
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Experiments side by side. */
    private static final int WAVE = 10;

    /** The build says how many; {@code -Pfaults} has 200. */
    private static final int EXPERIMENTS = Integer.getInteger("r3.faults.experiments", WAVE);

    /** While a wave runs, of each victim. */
    private static final int KILLS = 2;

    private static final String WORKER = "worker";
    private static final List<String> VICTIMS = List.of("Temporal", "S3", "MLflow", WORKER);

    private static final int SEED = 8;

    private static final int LARGEST_PAYLOAD = 64 * 1024;

    /** How often a user would type the command again. */
    private static final int MOST_TRIES = 8;

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
            assertThat(killed).containsOnlyKeys(VICTIMS);
            TrackedRuns tracked = TrackedRuns.of(home);
            tracked.assertMiniaturesOnce(EXPERIMENTS);
            for (int i = 0; i < experiments.size(); i++) {
                tracked.assertCurves(experiments.get(i), undisturbed.get(i));
            }
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
        for (String victim : victims(random)) {
            TimeUnit.MILLISECONDS.sleep(2_000 + random.nextInt(6_000));
            if (kill(home, victim)) {
                killed.merge(victim, 1, Integer::sum);
            }
        }
        List<JsonNode> stages = new ArrayList<>();
        for (int i = 0; i < experiments.size(); i++) {
            String result = await(home, running.get(i), experiments.get(i));
            stages.add(JSON.readTree(result).path("stages"));
        }
        return stages;
    }

    /** Each so many times, in any order. */
    private static List<String> victims(Random random) {
        List<String> victims = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            victims.addAll(VICTIMS);
        }
        Collections.shuffle(victims, random);
        return victims;
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

    /** Whether it was there: what was killed last may still be on its way back. */
    private static boolean kill(Path home, String victim) throws Exception {
        long pid = pid(home, victim);
        return pid != 0
                && ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
    }

    /** 0 of what does not run. */
    private static long pid(Path home, String victim) throws Exception {
        JsonNode status = JSON.readTree(R3Process.run(home, LONG, "status", "--json"));
        if (victim.equals(WORKER)) {
            return status.path("worker").path("pid").asLong();
        }
        for (JsonNode service : status.path("services")) {
            if (service.path("service").textValue().equals(victim)) {
                return service.path("pid").asLong();
            }
        }
        throw new AssertionError("no service " + victim);
    }

    /** References go through Temporal, never data. */
    private static void assertSmallPayloads(Path home) throws Exception {
        try (TemporalConnection temporal = LocalTemporal.open(home)) {
            JsonNode experiments = JSON.readTree(R3Process.run(home, LONG, "list", "--json"));
            assertThat(experiments).hasSize(EXPERIMENTS);
            for (JsonNode experiment : experiments) {
                assertThat(experiment.path("state").textValue()).isEqualTo("finished");
                String id = experiment.path("experiment").textValue();
                for (String workflow : List.of(id, id + "/failures", id + "/train", id + "/evaluation/trained")) {
                    assertThat(temporal.client().fetchHistory(workflow).getEvents())
                            .as(workflow)
                            .isNotEmpty()
                            .allSatisfy(event ->
                                    assertThat(event.getSerializedSize()).isLessThan(LARGEST_PAYLOAD));
                }
            }
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
