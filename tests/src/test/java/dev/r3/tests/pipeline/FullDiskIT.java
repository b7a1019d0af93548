package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.tests.server.WhatRan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A home whose disk runs full in the middle of an experiment: what fails says so, and once there is room the experiment goes
 * on by itself, to the very contents of an undisturbed one.
 */
class FullDiskIT {
    private static final String TITLE = "a disk of 9 MB";
    private static final String TESTS = "an experiment on a full disk";
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A disk of the test's own, in a mount namespace where everybody may mount. A miniature takes some 25 MB: on 9 the
     * services start, and the training does not end. {@code $1} is the disk, {@code $2} the file that asks for more room.
     */
    private static final String ON_A_SMALL_DISK = """
            disk=$1; room=$2; spec=$3; shift 3
            mount -t tmpfs -o size=9m tmpfs "$disk" || exit 90
            trap '"$@" down >&2' EXIT
            "$@" run "$spec" --json &
            run=$!
            while [ ! -e "$room" ] && kill -0 $run; do sleep 0.2; done
            mount -o remount,size=1g "$disk" || exit 91
            wait $run
            """;

    @TempDir
    Path folder;

    @Test
    void anExperimentGoesOnOnceThereIsRoom() throws Exception {
        boolean possible = new ProcessBuilder("unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", folder.toString())
                        .start()
                        .waitFor()
                == 0;
        if (possible) {
            WhatRan.against(TITLE, TESTS);
        } else {
            WhatRan.without(TITLE, TESTS, "this user may not mount a disk of its own (unshare -Urm)");
        }
        assumeTrue(possible, "no disk of its own");

        MiniatureExperiment.prepare(folder);
        MiniatureExperiment experiment = new MiniatureExperiment(folder, 1);
        UndisturbedMiniature undisturbed = UndisturbedMiniature.compute(
                        folder.resolve("undisturbed"), List.of(experiment), LONG)
                .get(0);

        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path room = folder.resolve("room");
        R3Process run = R3Process.start(
                folder,
                // Nothing listens there: MLflow would not fit.
                Map.of("MLFLOW_TRACKING_URI", "http://127.0.0.1:1"),
                onASmallDisk(disk, room, experiment.spec()));
        try {
            run.awaitMessage("No space left on device", LONG);
            TimeUnit.SECONDS.sleep(5);
            assertThat(run.isAlive())
                    .as("it did not give up: " + run.messages())
                    .isTrue();
        } finally {
            Files.createFile(room);
        }

        JsonNode stages = JSON.readTree(run.awaitSuccess(LONG)).path("stages");
        assertThat(run.messages())
                .contains("make room, and the same command goes on")
                .doesNotContain("\tat ");
        undisturbed.assertSame(stages);
    }

    private static List<String> onASmallDisk(Path disk, Path room, Path spec) throws IOException {
        List<String> command = new ArrayList<>(List.of("unshare", "-Urm", "sh", "-c", ON_A_SMALL_DISK, "sh"));
        command.addAll(List.of(disk.toString(), room.toString(), spec.toString()));
        command.addAll(R3Process.command(disk));
        return command;
    }
}
