package dev.r3.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A machine without Temporal, Python and Go, and without a way to get them. */
class WithoutToolsIT {
    private final StackHome home;
    private final LocalStack stack;
    private final List<String> messages = new ArrayList<>();

    WithoutToolsIT(@TempDir Path folder) {
        home = StackHome.of(folder.resolve("home"));
        var nothing = new Executables("");
        var cache = new ToolCache(folder.resolve("tools"));
        var planner =
                new StackPlanner(home, new TemporalTool(cache, nothing, List.of()), new MlflowTool(cache, nothing));
        stack = new LocalStack(home, planner, new StackLauncher(nothing));
    }

    @AfterEach
    void end() {
        stack.down();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void workflowsRunInMemoryAndTrackingIsAbsent() throws IOException, TimeoutException {
        var endpoints = stack.up(EnumSet.allOf(Service.class), messages::add);
        var temporal = endpoints.temporal().orElseThrow();
        try (var workflows = EchoWorkflow.Client.of(temporal)) {
            workflows.start("short");
            assertThat(workflows.finish("short", "hello")).isEqualTo("hello");
        }
        assertThat(temporal.durable()).isFalse();
        assertThat(temporal.ui()).isEmpty();
        assertThat(messages).anyMatch(message -> message.contains("NOT DURABLE"));
        assertThat(endpoints.tracking().orElseThrow())
                .isInstanceOfSatisfying(
                        TrackingEndpoint.Absent.class,
                        absent -> assertThat(absent.reason()).contains("Python 3.10", "metrics wait"));
        assertThat(stack.status().services())
                .extracting(ServiceStatus::state)
                .containsExactly(ServiceState.READY, ServiceState.READY, ServiceState.ABSENT);
        assertThat(stack.status().services().get(0).note()).contains("NOT DURABLE");
        long pid = stack.status().pid().orElseThrow();
        assertThat(Listeners.addresses(List.of(pid)))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(address -> address.endsWith("0100007F"));
    }

    @Test
    void whatCannotBeHadIsTriedAgainOnlyWhereAskedTo() {
        var all = EnumSet.allOf(Service.class);
        var first = stack.keepUp(all, messages::add);
        assertThat(messages).anyMatch(message -> message.contains("No MLflow server"));
        messages.clear();
        for (int poll = 0; poll < 3; poll++) {
            assertThat(stack.keepUp(all, messages::add)).isEqualTo(first);
        }
        assertThat(stack.keepUp(EnumSet.of(Service.TRACKING), messages::add)).isEqualTo(Endpoints.NONE);
        assertThat(messages).isEmpty();
        assertThat(stack.up(all, messages::add)).isEqualTo(first);
        assertThat(messages).anyMatch(message -> message.contains("No MLflow server"));
    }

    @Test
    void callersThatStartAtOnceGetOneStack() throws Exception {
        var callers = Executors.newFixedThreadPool(3);
        try {
            Callable<Endpoints> up = () -> stack.up(EnumSet.of(Service.ARTIFACTS), message -> {});
            var answers = new HashSet<Endpoints>();
            for (var answer : callers.invokeAll(List.of(up, up, up))) {
                answers.add(answer.get());
            }
            assertThat(answers).hasSize(1);
        } finally {
            callers.shutdown();
        }
        assertThat(Files.readString(home.stackLog())).containsOnlyOnce("The stack of");
    }

    @Test
    void aStackWhoseHomeIsRemovedEnds() throws Exception {
        stack.up(EnumSet.of(Service.ARTIFACTS), messages::add);
        var process =
                JsonFile.read(home.record(), StackRecord.class).orElseThrow().process();
        Files.move(home.state(), home.path().resolve("gone"));
        process.find().orElseThrow().onExit().get(30, TimeUnit.SECONDS);
        assertThat(process.isAlive()).isFalse();
    }
}
