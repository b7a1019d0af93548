package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
    @TempDir
    Path folder;

    @Test
    void stepsThatAreWrittenAgainReplaceWhatStands() throws IOException {
        Path file = folder.resolve("metrics.jsonl");
        MetricsFile first = new MetricsFile(file);
        add(first, 1, 0.25);
        add(first, 2, 0.5);
        add(first, 3, 0.75);
        Files.writeString(file, Files.readString(file) + "{\"step\":4,\"rew");
        MetricsFile resumed = new MetricsFile(file);
        add(resumed, 3, 1);
        add(resumed, 4, 2);
        assertThat(file).hasContent("""
                {"step":1,"reward":0.25}
                {"step":2,"reward":0.5}
                {"step":3,"reward":1.0}
                {"step":4,"reward":2.0}
                """);
    }

    private static void add(MetricsFile file, long step, double reward) {
        file.add(step, new TreeMap<>(Map.of("reward", reward)));
    }
}
