package dev.r3.activities.progress;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.OomKills;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Linux's out-of-memory killer. It ends processes by a signal that none can answer; that it did is left in a count of the
 * whole machine, containers' limits included.
 *
 * @param proc where the kernel's files are
 * @see <a href="https://docs.kernel.org/filesystems/proc.html">the proc filesystem</a>
 */
record OomKiller(Path proc) {
    private static final String COUNT = "oom_kill ";

    OomKiller {
        requireNonNull(proc, "proc is null");
    }

    /** This machine's. */
    static OomKiller here() {
        return new OomKiller(Path.of("/proc"));
    }

    /** What it has done so far, told as of a first attempt; empty where the kernel does not say. */
    Optional<OomKills> kills() {
        try (Stream<String> counts = Files.lines(proc.resolve("vmstat"))) {
            String boot =
                    Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
            return counts.filter(line -> line.startsWith(COUNT))
                    .findFirst()
                    .map(line -> OomKills.first(boot, Long.parseLong(line.substring(COUNT.length()))));
        } catch (IOException | NumberFormatException notLinux) {
            return Optional.empty();
        }
    }
}
