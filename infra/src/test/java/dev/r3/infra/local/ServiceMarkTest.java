package dev.r3.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ServiceMarkTest {
    @TempDir
    Path home;

    /** As a server's worker does whose server was killed: nothing else leads to it any more. */
    @Test
    void findsAnOrphan() throws Exception {
        Path folder = home.resolve("mlflow");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "sleep 300 & exit 0");
        ServiceMark.put(builder.environment(), folder);
        Process parent = builder.start();
        assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
        List<ProcessIdentity> orphans = ServiceMark.processes(folder);
        try {
            assertThat(orphans).hasSize(1);
            assertThat(ServiceMark.processes(home))
                    .as("what is below may be another home's")
                    .isEmpty();
            assertThat(ServiceMark.processes(home.resolve("temporal"))).isEmpty();
            assertThat(ServiceMark.processes(home.resolve("mlf"))).isEmpty();
        } finally {
            ProcessIdentity.end(orphans, Duration.ofSeconds(2));
        }
        assertThat(ServiceMark.processes(folder)).isEmpty();
    }
}
