package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.infra.temporal.Experiments;
import dev.r3.infra.temporal.TemporalConnection;
import dev.r3.workflows.contract.ExperimentId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A user who detaches from, pauses, cancels and stops an experiment on real servers, always in the middle of its training. */
class SteeredExperimentIT {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STEP = Pattern.compile("train: ([0-9,]+) of 5,000 steps");

    @TempDir
    Path folder;

    @RegisterExtension
    final OwnHome home = new OwnHome(LONG);

    @Test
    void whatIsCancelledOrStoppedGoesOnFromThere() throws Exception {
        home.in(folder);
        String spec = new MiniatureExperiment(folder, 1, 5_000).spec().toString();

        R3Process first = home.start("run", spec);
        first.awaitMessage("train: ", LONG);
        String id = listed().path("experiment").textValue();
        home.run("pause", id);
        awaitNothingRuns(id);
        awaitFoundBy("R3Name = 'faults-1' AND R3Task = 'countdown' AND R3Stage = 'train'", id);
        home.run("cancel", id);
        assertThat(first.await(LONG)).as(first.messages()).isEqualTo(1);
        assertThat(first.messages()).contains("r3: cancelled; the same `r3 run` goes on from there");
        assertThat(listed().path("state").textValue()).isEqualTo("stopped");

        R3Process second = home.start("run", spec);
        second.awaitMessage("train: ", LONG);
        // An epoch is two steps; what is shown first may be from its middle.
        assertThat(steps(second).get(0)).isGreaterThanOrEqualTo(last(steps(first)) - 2);
        home.run("stop", id);
        assertThat(second.await(LONG)).as(second.messages()).isEqualTo(1);
        assertThat(second.messages()).containsPattern("r3: stopped after step [0-9]+ of 5000 of training; the same");
        assertThat(listed().path("state").textValue()).isEqualTo("stopped");

        List<String> trainings = new ArrayList<>();
        for (JsonNode run : TrackedRuns.of(home.path()).of(MiniatureExperiment.TRACKED_AS)) {
            String status = run.path("info").path("status").textValue();
            assertThat(status).isNotEqualTo("RUNNING");
            if (run.path("info").path("run_name").textValue().equals("train")) {
                trainings.add(status);
            }
        }
        assertThat(trainings).containsExactly("KILLED", "KILLED");
    }

    @Test
    void whoDetachesLeavesItRunningAndMayCancelAnEpochInItsMiddle() throws Exception {
        home.in(folder);
        String spec = new MiniatureExperiment(folder, 2, 5_000).spec().toString();

        R3Process first = R3Process.startInForeground(home.path(), "run", spec);
        first.awaitMessage("train: ", LONG);
        first.interrupt();
        assertThat(first.await(LONG)).as("as a shell says of Ctrl-C").isEqualTo(130);
        String id = listed().path("experiment").textValue();
        assertThat(first.messages()).contains("detached from %s; it goes on: ".formatted(id));

        home.run("pause", id);
        awaitNothingRuns(id);
        home.run("resume", id);
        R3Process watching = home.start("watch", id);
        watching.awaitMessage("train: ", LONG);
        assertThat(steps(watching).get(0)).isGreaterThanOrEqualTo(last(steps(first)));
        assertThat(home.run("logs", "worker", "-n", "5")).isNotBlank();

        // Steps take a fraction of a second, so that an epoch runs nearly always.
        home.run("cancel", id);
        assertThat(watching.await(LONG)).as(watching.messages()).isEqualTo(1);
        assertThat(watching.messages()).contains("r3: cancelled; ");
        assertThat(listed().path("state").textValue()).isEqualTo("stopped");

        R3Process second = home.start("run", spec);
        second.awaitMessage("train: ", LONG);
        assertThat(steps(second).get(0))
                .as("from the step that it was at")
                .isGreaterThanOrEqualTo(last(steps(watching)));
        home.run("cancel", id);
        assertThat(second.await(LONG)).as(second.messages()).isEqualTo(1);
    }

    /** The epoch that ran has ended, and the training waits at its gate. */
    private void awaitNothingRuns(String id) throws Exception {
        try (TemporalConnection temporal = LocalTemporal.open(home.path())) {
            Experiments experiments = new Experiments(temporal.client());
            long deadline = System.nanoTime() + LONG.toNanos();
            while (!experiments.running(new ExperimentId(id)).isEmpty()) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    /** Temporal's own list of workflows has the experiment; a little later than it is so. */
    private void awaitFoundBy(String query, String id) throws Exception {
        try (TemporalConnection temporal = LocalTemporal.open(home.path())) {
            long deadline = System.nanoTime() + LONG.toNanos();
            List<String> found = List.of();
            while (!found.equals(List.of(id))) {
                assertThat(System.nanoTime()).as("found " + found).isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(200);
                found = temporal.client()
                        .listExecutions(query)
                        .map(workflow -> workflow.getExecution().getWorkflowId())
                        .toList();
            }
        }
    }

    private JsonNode listed() throws Exception {
        return JSON.readTree(home.run("list", "--json")).path(0);
    }

    /** The steps that a command showed. */
    private static List<Integer> steps(R3Process run) throws Exception {
        List<Integer> steps = new ArrayList<>();
        Matcher shown = STEP.matcher(run.messages());
        while (shown.find()) {
            steps.add(Integer.parseInt(shown.group(1).replace(",", "")));
        }
        assertThat(steps).as(run.messages()).isNotEmpty();
        return steps;
    }

    private static int last(List<Integer> steps) {
        return steps.get(steps.size() - 1);
    }
}
