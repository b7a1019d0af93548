package dev.r3.tests.pipeline;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The wall clock of processes that are started with its environment; it can be put forward and back while they run.
 *
 * @param library to preload
 * @param shift the file that they look into at each reading
 */
record ShiftedClock(Path library, Path shift) {
    ShiftedClock {
        requireNonNull(library, "library is null");
        requireNonNull(shift, "shift is null");
    }

    /** Made by the machine's C compiler; empty without one. */
    static Optional<ShiftedClock> make(Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve("clock.c");
        try (InputStream text = requireNonNull(ShiftedClock.class.getResourceAsStream("clock.c"))) {
            Files.copy(text, source);
        }
        ShiftedClock clock = new ShiftedClock(folder.resolve("clock.so"), folder.resolve("clock.shift"));
        clock.shift(Duration.ZERO);
        Process compiler;
        try {
            compiler = new ProcessBuilder(
                            "cc",
                            "-shared",
                            "-fPIC",
                            "-O1",
                            "-o",
                            clock.library().toString(),
                            source.toString())
                    .inheritIO()
                    .start();
        } catch (IOException noCompiler) {
            return Optional.empty();
        }
        if (compiler.waitFor() != 0) {
            throw new IOException("clock.c could not be compiled");
        }
        return Optional.of(clock);
    }

    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "CLOCK_SHIFT", shift.toString());
    }

    /** From now on the clock is ahead by so much, or behind. */
    void shift(Duration by) throws IOException {
        byte[] seconds = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(by.toSeconds())
                .array();
        // Written over, never cut: readers have it mapped.
        if (Files.exists(shift)) {
            try (var file = Files.newByteChannel(shift, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap(seconds));
            }
        } else {
            Files.write(shift, seconds);
        }
    }
}
