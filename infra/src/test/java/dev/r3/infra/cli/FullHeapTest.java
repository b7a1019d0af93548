package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FullHeapTest {
    @Test
    void aWorkersProcessLivesOnWhereAShortageIsAnsweredAndEndsElsewhere() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(BackgroundWorker.OPTIONS);
        command.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path"), Hoarder.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(output)
                    .startsWith("Exception in thread \"careless\" java.lang.IllegalStateException: of another cause")
                    .containsOnlyOnce("of another cause")
                    .endsWith("less");
            assertThat(process.exitValue()).isEqualTo(FullHeap.STATUS);
        } finally {
            process.destroyForcibly();
        }
    }
}
