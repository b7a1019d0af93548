package dev.r3.model.benchmark;

import ai.djl.engine.Engine;
import dev.r3.model.decoder.ComputeThreads;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a figure was measured on.
 *
 * @param processor its name
 * @param cores that the process may use
 * @param threads that compute
 * @param java version of the virtual machine
 * @param torch version of the library that computes
 * @param loadAverage of the last 1, 5 and 15 minutes, as far as the system tells
 */
public record Machine(String processor, int cores, int threads, String java, String torch, List<Double> loadAverage) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path LOAD = Path.of("/proc/loadavg");
    private static final String NAME = "model name";

    public Machine {
        loadAverage = List.copyOf(loadAverage);
    }

    /** What a bitwise equal continuation of training needs the same of. */
    public Map<String, String> environment() {
        return Map.of(
                "processor",
                processor,
                "threads",
                Integer.toString(threads),
                "lanes",
                Integer.toString(ComputeThreads.lanes()),
                "java",
                java,
                "torch",
                torch);
    }

    /** This machine at this moment. */
    public static Machine now() {
        // First, as it loads the engine in our way: offline, without reports to its makers.
        int threads = ComputeThreads.inUse();
        return new Machine(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                threads,
                Runtime.version().toString(),
                Engine.getEngine("PyTorch").getVersion(),
                load());
    }

    /** This machine's processor. */
    public static String processorName() {
        return lines(PROCESSORS).stream()
                .filter(line -> line.startsWith(NAME))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private static List<Double> load() {
        List<String> lines = lines(LOAD);
        if (lines.isEmpty()) {
            double lastMinute = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
            return lastMinute < 0 ? List.of() : List.of(lastMinute);
        }
        return Arrays.stream(lines.get(0).split(" ", -1))
                .limit(3)
                .map(Double::valueOf)
                .toList();
    }

    /** None where there is no such file. */
    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
