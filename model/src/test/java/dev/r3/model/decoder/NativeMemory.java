package dev.r3.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a decoder holds natively. */
final class NativeMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final String COUNT = "Resource size: ";
    private static final int WINDOWS = 3;

    /** Of a window of work: 8 kB for each of 250 steps. Measured: at most 0.2 MB. */
    private static final long TOLERANCE = 2 << 20;

    private NativeMemory() {}

    /**
     * Runs a window of work several times. After each, as many resources are held as after the first. Resident memory
     * may grow in some windows, as Java's heap does and the allocator's arenas; what leaks grows in all of them, so the
     * least growth of a window is to be small.
     */
    static void assertConstant(Decoder decoder, Runnable window) {
        window.run();
        long resources = resources(decoder);
        List<Long> resident = new ArrayList<>(List.of(resident()));
        for (int i = 0; i < WINDOWS; i++) {
            window.run();
            assertThat(resources(decoder)).as("native resources").isEqualTo(resources);
            resident.add(resident());
        }
        long growth = IntStream.range(0, WINDOWS)
                .mapToLong(i -> resident.get(i + 1) - resident.get(i))
                .min()
                .orElseThrow();
        assertThat(growth).as("least growth of resident bytes %s", resident).isLessThan(TOLERANCE);
    }

    /** Arrays and scopes that the decoder and the engine hold. DJL tells their number in words alone. */
    static long resources(Decoder decoder) {
        try (NDManager scope = decoder.newScope()) {
            NDManager ofDecoder = scope.getParentManager();
            return count(ofDecoder) - 1 + count(ofDecoder.getParentManager());
        }
    }

    private static long count(NDManager manager) {
        String told = manager.toString();
        String rest = told.substring(told.indexOf(COUNT) + COUNT.length());
        return Long.parseLong(rest.chars()
                .takeWhile(Character::isDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }

    /** Resident bytes after a collection; 0 where the system doesn't tell. */
    private static long resident() {
        System.gc();
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> 1024
                            * Long.parseLong(line.substring(RESIDENT.length())
                                    .replace("kB", "")
                                    .strip()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
