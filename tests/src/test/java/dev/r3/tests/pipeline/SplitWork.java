package dev.r3.tests.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.infra.cli.RecomputationProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Two workers that somebody starts by hand, as on two machines: one has a device, the other one does the rest. No home's
 * own worker takes any work.
 *
 * @param home of the commands, where no worker lives
 * @param environment that names the servers
 */
record SplitWork(Path home, Map<String, String> environment) {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nobody listens on it. */
    private static final String NOWHERE = "127.0.0.1:1";

    SplitWork {
        requireNonNull(home, "home is null");
        environment = Map.copyOf(environment);
    }

    /** Has them compute all stages of a finished experiment again, which come to the same. */
    void assertComputesAgain(MiniatureExperiment experiment, UndisturbedMiniature undisturbed) throws Exception {
        R3Process cpu = worker("cpu", "cpu,control");
        R3Process gpu = worker("gpu", "gpu");
        try {
            cpu.awaitMessage("r3 worker polls", LONG);
            gpu.awaitMessage("r3 worker polls", LONG);
            String id = R3Process.start(
                            home,
                            environment,
                            R3Process.program(
                                    RecomputationProgram.class,
                                    List.of(home.toString(), experiment.spec().toString())))
                    .awaitSuccess(LONG)
                    .strip();
            assertSeen(cpu, List.of("control", "cpu", "endpoint"), gpu, List.of("gpu"));
            awaitEnd(cpu, gpu);
            JsonNode stages = JSON.readTree(r3("watch", id, "--json")).path("stages");
            undisturbed.assertSame(stages);
            assertThat(stages.findValuesAsText("origin")).containsOnly("recomputed");
            assertKnownWithoutTemporal();
        } finally {
            cpu.kill();
            gpu.kill();
        }
    }

    private R3Process worker(String name, String queues) throws Exception {
        Path own = home.resolveSibling(home.getFileName() + "-" + name);
        return R3Process.start(own, environment, "worker", "--queues", queues);
    }

    private void assertSeen(R3Process cpu, List<String> cpuQueues, R3Process gpu, List<String> gpuQueues)
            throws Exception {
        JsonNode status = JSON.readTree(r3("status", "--json"));
        assertThat(status.path("worker").isMissingNode())
                .as("the home has none")
                .isTrue();
        Map<Long, List<String>> queues = new HashMap<>();
        for (JsonNode worker : status.path("workers")) {
            String identity = worker.path("identity").textValue();
            queues.put(
                    Long.valueOf(identity.substring(0, identity.indexOf('@'))),
                    JSON.convertValue(
                            worker.path("queues"),
                            JSON.getTypeFactory().constructCollectionType(List.class, String.class)));
        }
        assertThat(queues).containsEntry(cpu.pid(), cpuQueues).containsEntry(gpu.pid(), gpuQueues);
    }

    private void awaitEnd(R3Process cpu, R3Process gpu) throws Exception {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!state(r3("list", "--json")).equals("finished")) {
            assertThat(cpu.isAlive()).as(cpu.messages()).isTrue();
            assertThat(gpu.isAlive()).as(gpu.messages()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.SECONDS.sleep(2);
        }
    }

    /** What has finished is in the artifact store. */
    private void assertKnownWithoutTemporal() throws Exception {
        Map<String, String> cutOff = new HashMap<>(environment);
        cutOff.put("R3_TEMPORAL_ADDRESS", NOWHERE);
        R3Process list = R3Process.start(home, cutOff, "list", "--json");
        assertThat(state(list.awaitSuccess(LONG))).isEqualTo("finished");
        assertThat(list.messages()).contains("Temporal does not answer at " + NOWHERE);
    }

    private static String state(String listed) throws Exception {
        return JSON.readTree(listed).path(0).path("state").textValue();
    }

    private String r3(String... arguments) throws Exception {
        return R3Process.start(home, environment, arguments).awaitSuccess(LONG);
    }
}
