package dev.r3.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessIdentityTest {
    private static final Duration GRACE = Duration.ofMillis(500);

    @Test
    void anotherProcessWithTheSameIdIsNotOurs() throws IOException {
        var process = new ProcessBuilder("sleep", "60").start();
        try {
            var ours = ProcessIdentity.of(process.toHandle()).orElseThrow();
            var theirs = new ProcessIdentity(ours.pid(), ours.startedAt() - 60_000);
            ProcessIdentity.end(List.of(theirs), GRACE);
            assertThat(theirs.isAlive()).isFalse();
            assertThat(ours.isAlive()).isTrue();
            ProcessIdentity.end(List.of(ours), GRACE);
            assertThat(ours.isAlive()).isFalse();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aClockThatWasSetChangesNothing() throws IOException {
        var process = new ProcessBuilder("sleep", "60").start();
        try {
            var ours = ProcessIdentity.of(process.toHandle()).orElseThrow();
            var afterwards = new ProcessIdentity(ours.pid(), ours.startedAt() + 3_600_000, ours.boot());
            assertThat(afterwards.isAlive()).isTrue();
            var another = new ProcessIdentity(ours.pid(), ours.startedAt(), ours.boot() + "1");
            assertThat(another.isAlive()).isFalse();
            var self = ProcessIdentity.of(ProcessHandle.current()).orElseThrow();
            assertThat(self.boot()).isNotEqualTo(ours.boot()).hasSizeGreaterThan(36);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aDeafProcessIsKilledWithItsDescendants() throws IOException {
        // exec would make one process of the two.
        var process = new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; sleep 60; echo").start();
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo("ready");
            var ours = ProcessIdentity.of(process.toHandle()).orElseThrow();
            ProcessIdentity.end(List.of(ours), GRACE);
            assertThat(ours.isAlive()).isFalse();
            // At the end of the output nobody holds it: the descendant is gone too.
            assertThat(output.readLine()).isNull();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aZombieIsNotAlive() throws IOException, InterruptedException {
        var parent = new ProcessBuilder("sh", "-c", "sleep 0.2 & echo $!; exec sleep 60").start();
        try (var output = new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            long pid = Long.parseLong(output.readLine().strip());
            var child = ProcessIdentity.of(ProcessHandle.of(pid).orElseThrow()).orElseThrow();
            Thread.sleep(1_000);
            assertThat(ProcessHandle.of(pid)).isPresent();
            assertThat(child.isAlive()).isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }
}
