package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user who pauses, cancels and stops an experiment on real servers, each time in the middle of its training. */
class SteeredExperimentIT {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STEP = Pattern.compile("train: ([0-9,]+) of 5,000 steps");

    @TempDir
    Path folder;

    private Path home = Path.of("");

    @AfterEach
    void down() throws Exception {
        R3Process.run(home, LONG, "down");
    }

    @Test
    void whatIsCancelledOrStoppedGoesOnFromThere() throws Exception {
        home = folder.resolve("home");
        MiniatureExperiment.prepare(folder);
        String spec = new MiniatureExperiment(folder, 1, 5_000).spec().toString();

        R3Process first = R3Process.start(home, "run", spec);
        first.awaitMessage("train: ", LONG);
        String id = listed().path("experiment").textValue();
        R3Process.run(home, LONG, "pause", id);
        // Also where it waits.
        R3Process.run(home, LONG, "cancel", id);
        assertThat(first.await(LONG)).as(first.messages()).isEqualTo(1);
        assertThat(first.messages()).contains("r3: cancelled; the same `r3 run` goes on from there");
        assertThat(listed().path("state").textValue()).isEqualTo("stopped");

        R3Process second = R3Process.start(home, "run", spec);
        second.awaitMessage("train: ", LONG);
        assertThat(firstStep(second)).isGreaterThanOrEqualTo(firstStep(first));
        R3Process.run(home, LONG, "stop", id);
        assertThat(second.await(LONG)).as(second.messages()).isEqualTo(1);
        assertThat(second.messages()).containsPattern("r3: stopped after step [0-9]+ of 5000 of training; the same");
        assertThat(listed().path("state").textValue()).isEqualTo("stopped");

        for (JsonNode run : TrackedRuns.of(home).of(MiniatureExperiment.TRACKED_AS)) {
            assertThat(run.path("info").path("status").textValue())
                    .as(run.path("info").path("run_name").textValue())
                    .isNotEqualTo("RUNNING");
        }
    }

    private JsonNode listed() throws Exception {
        return JSON.readTree(R3Process.run(home, LONG, "list", "--json")).path(0);
    }

    /** The first step that a command showed. */
    private static int firstStep(R3Process run) throws Exception {
        Matcher shown = STEP.matcher(run.messages());
        assertThat(shown.find()).as(run.messages()).isTrue();
        return Integer.parseInt(shown.group(1).replace(",", ""));
    }
}
