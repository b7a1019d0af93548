package dev.r3.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallStepTest {
    private final Path log;

    InstallStepTest(@TempDir Path folder) {
        log = folder.resolve("install.log");
    }

    @Test
    void theOutputGoesToTheLog() throws Exception {
        step("echo $WORD", Duration.ofSeconds(10)).run();
        assertThat(log).content().contains("$ sh -c echo $WORD\nhello\n");
    }

    @Test
    void aFailureShowsTheLastLinesAndTheLog() {
        assertThatThrownBy(step("seq 100; exit 3", Duration.ofSeconds(10))::run)
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("\n  | 100\n")
                .hasMessageNotContaining("| 50\n")
                .hasMessageContaining(log.toString());
    }

    @Test
    void aCommandThatHangsIsEnded() {
        assertThatThrownBy(step("sleep 60; echo", Duration.ofMillis(300))::run)
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("did not end");
    }

    private InstallStep step(String script, Duration limit) {
        return new InstallStep(List.of("sh", "-c", script), Map.of("WORD", "hello"), log, limit);
    }
}
