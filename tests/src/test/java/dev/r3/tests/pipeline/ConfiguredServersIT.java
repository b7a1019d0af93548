package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.tests.server.ConfiguredServers;
import dev.r3.tests.server.RealServer;
import dev.r3.tests.server.WhatRan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole experiment on servers that others started: a home that is configured for them runs none. */
class ConfiguredServersIT {
    private static final String TESTS = "a whole experiment of a configured home";
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static MiniatureExperiment experiment;
    private static UndisturbedMiniature undisturbed;

    @BeforeAll
    static void compute() throws Exception {
        MiniatureExperiment.prepare(folder);
        experiment = new MiniatureExperiment(folder, 31);
        undisturbed =
                UndisturbedMiniature.compute(folder, List.of(experiment), LONG).get(0);
    }

    @ParameterizedTest
    @EnumSource
    void anExperimentComesToTheSameOnServersOfOthers(ConfiguredServers servers) throws Exception {
        try (ConfiguredServers.Running running = servers.start(folder.resolve(servers.name() + "-servers"))) {
            WhatRan.against(servers.title(), TESTS);
            Map<String, String> environment = running.environment();
            JsonNode stages = stages(folder.resolve(servers.name()), environment);
            undisturbed.assertSame(stages);
            new TrackedRuns(URI.create(environment.get("MLFLOW_TRACKING_URI"))).assertMiniaturesOnce(1);
            assertThat(stages(folder.resolve(servers.name() + "-other"), environment))
                    .as("shown from what the servers keep")
                    .isEqualTo(stages);
            new SplitWork(folder.resolve(servers.name()), environment).assertComputesAgain(experiment, undisturbed);
        } catch (RealServer.AbsentException e) {
            WhatRan.without(servers.title(), TESTS, String.valueOf(e.getMessage()));
            abort(servers.title() + ": " + e.getMessage());
        }
    }

    /** What a home says that the experiment came to; its worker ends with that, the servers go on. */
    private static JsonNode stages(Path home, Map<String, String> environment) throws Exception {
        try {
            String result = r3(home, environment, "run", experiment.spec().toString(), "--json");
            assertOnlyConfigured(JSON.readTree(r3(home, environment, "status", "--json")));
            return JSON.readTree(result).path("stages");
        } finally {
            r3(home, environment, "down");
        }
    }

    private static void assertOnlyConfigured(JsonNode status) {
        assertThat(status.path("services")).hasSize(3);
        assertThat(status.path("services").findValuesAsText("state")).containsOnly("configured");
        assertThat(status.path("services").findValues("pid")).isEmpty();
    }

    private static String r3(Path home, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return R3Process.start(home, environment, arguments).awaitSuccess(LONG);
    }
}
