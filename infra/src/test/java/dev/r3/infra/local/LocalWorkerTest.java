package dev.r3.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalWorkerTest {

    private final LocalWorker worker;

    LocalWorkerTest(@TempDir Path home) {
        this.worker = LocalWorker.of(home);
    }

    /** Stands in for a worker. */
    static final class Sleeper {
        public static void main(String[] arguments) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @AfterEach
    void end() {
        worker.end();
    }

    @Test
    void oneLivesAtATime() {
        ensure("settings");
        long first = worker.pid().orElseThrow();
        ensure("settings");
        assertThat(worker.pid()).hasValue(first);
    }

    @Test
    void oneOfOtherSettingsStaysAndIsNamed() {
        ensure("settings");
        long first = worker.pid().orElseThrow();
        assertThatThrownBy(() -> ensure("other settings"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("was started with other settings")
                .hasMessageContaining("r3 down")
                .hasMessageContaining("--home");
        assertThat(worker.pid()).hasValue(first);
    }

    @Test
    void aKilledOneOfOtherSettingsIsNoHindrance() throws Exception {
        ensure("settings");
        ProcessHandle first = ProcessHandle.of(worker.pid().orElseThrow()).orElseThrow();
        first.destroyForcibly();
        first.onExit().get(10, TimeUnit.SECONDS);
        assertThat(worker.isEnded()).isFalse();
        ensure("other settings");
        assertThat(worker.pid().orElseThrow()).isNotEqualTo(first.pid());
    }

    @Test
    void anEndedOneIsGone() {
        assertThat(worker.isEnded()).isTrue();
        ensure("settings");
        assertThat(worker.isEnded()).isFalse();
        worker.end();
        assertThat(worker.isEnded()).isTrue();
        assertThat(worker.pid()).isEmpty();
    }

    private void ensure(String settings) {
        worker.ensure(settings, List.of(), List.of("-Xmx32m"), Sleeper.class.getName(), List.of());
    }
}
