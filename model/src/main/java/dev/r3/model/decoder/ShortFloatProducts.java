package dev.r3.model.decoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Whether a processor multiplies bfloat16 numbers by itself. On one that doesn't, PyTorch's products of many rows take two
 * to three times as long as those of float32.
 */
final class ShortFloatProducts {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    /** x86's and Arm's names. */
    private static final Set<String> FEATURES = Set.of("avx512_bf16", "amx_bf16", "bf16");

    private ShortFloatProducts() {}

    /** Of this machine; true where it doesn't tell. */
    static boolean areNative() {
        try {
            return !Files.isReadable(PROCESSORS) || areNative(Files.readAllLines(PROCESSORS));
        } catch (IOException unreadable) {
            return true;
        }
    }

    /**
     * @param processors lines of /proc/cpuinfo
     */
    static boolean areNative(List<String> processors) {
        List<String> features = processors.stream()
                .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                .toList();
        return features.isEmpty()
                || features.stream()
                        .flatMap(line -> List.of(line.split("\\s+", -1)).stream())
                        .anyMatch(FEATURES::contains);
    }
}
