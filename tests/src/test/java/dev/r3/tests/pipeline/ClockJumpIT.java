package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.tests.server.WhatRan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine whose clock is put forward by hours, then back by a day, in the middle of a training: the experiment comes to
 * the same, and MLflow has each point once.
 */
class ClockJumpIT {
    private static final String TITLE = "a clock that jumps";
    private static final String TESTS = "an experiment while the time changes";
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void theTimeOfDayChangesNothing() throws Exception {
        Optional<ShiftedClock> made = ShiftedClock.make(folder);
        if (made.isPresent()) {
            WhatRan.against(TITLE, TESTS);
        } else {
            WhatRan.without(TITLE, TESTS, "there is no C compiler (cc) on the path");
        }
        assumeTrue(made.isPresent(), "no C compiler");
        ShiftedClock clock = made.get();

        MiniatureExperiment.prepare(folder);
        MiniatureExperiment experiment = new MiniatureExperiment(folder, 1, 40);
        UndisturbedMiniature undisturbed = UndisturbedMiniature.compute(
                        folder.resolve("undisturbed"), List.of(experiment), LONG)
                .get(0);

        Path home = folder.resolve("home");
        try {
            R3Process run = R3Process.start(
                    home, clock.environment(), "run", experiment.spec().toString(), "--json");
            run.awaitMessage("train: ", LONG);
            clock.shift(Duration.ofHours(3));
            TimeUnit.SECONDS.sleep(3);
            clock.shift(Duration.ofDays(-1));
            TimeUnit.SECONDS.sleep(3);
            clock.shift(Duration.ofMinutes(-20));

            JsonNode result = JSON.readTree(run.awaitSuccess(LONG));
            undisturbed.assertSame(result.path("stages"));
            TrackedRuns tracked = TrackedRuns.of(home);
            tracked.assertCurves(experiment, undisturbed);
            assertThat(tracked.span(experiment))
                    .as("the worker's clock did jump")
                    .isGreaterThan(Duration.ofHours(20));
        } finally {
            R3Process.run(home, LONG, "down");
        }
    }
}
