package dev.r3.infra.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds versitygw, an S3 server, or builds it: one that is no kin of the S3 server that R3 brings. Go takes its sources
 * from its module proxy and checks them against its checksum database; it keeps them where the user's Go keeps modules.
 */
final class VersitygwTool {
    static final String VERSION = "1.8.0";

    private static final String PROGRAM = "versitygw";
    private static final String TOOL = PROGRAM + "-" + VERSION;
    private static final String MODULE = "github.com/versity/versitygw/cmd/versitygw@v" + VERSION;
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(20);
    private static final Duration CHECK_LIMIT = Duration.ofMinutes(1);

    private final ToolCache cache;
    private final Executables executables;

    VersitygwTool(ToolCache cache, Executables executables) {
        this.cache = cache;
        this.executables = executables;
    }

    static VersitygwTool ofUser() {
        return new VersitygwTool(ToolCache.ofUser(), Executables.ofUser());
    }

    /**
     * The program.
     *
     * @param log where the build writes
     * @throws InstallException with the reason for a person
     */
    Path provide(Path log) throws InstallException, IOException, InterruptedException {
        cache.provide(TOOL, folder -> build(folder, log));
        return cache.folder(TOOL).resolve(PROGRAM);
    }

    private void build(Path folder, Path log) throws InstallException, IOException, InterruptedException {
        Path go = executables
                .find("go")
                .orElseThrow(() -> new InstallException("there is no Go; install it (https://go.dev/dl), version 1.24"
                        + " or newer, to build versitygw " + VERSION));
        step(log, BUILD_LIMIT, Map.of("GOBIN", folder.toString(), "GOFLAGS", "-mod=mod"), go, "install", MODULE);
        step(log, CHECK_LIMIT, Map.of(), folder.resolve(PROGRAM), "--version");
    }

    private static void step(
            Path log, Duration limit, Map<String, String> environment, Path program, String... arguments)
            throws InstallException, IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        new InstallStep(command, environment, log, limit).run();
    }
}
