package dev.r3.infra.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The program built from its sources by the user's Go. Newer versions than this one cannot be built so. */
final class TemporalBuild implements TemporalSource {
    private static final String MODULE = "github.com/temporalio/cli/cmd/temporal@v1.5.1";
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private final Executables executables;

    TemporalBuild(Executables executables) {
        this.executables = executables;
    }

    @Override
    public String title() {
        return "building Temporal with Go (about 5 minutes)";
    }

    @Override
    public void provide(Path folder, Path log) throws InstallException, IOException, InterruptedException {
        var go = executables.find("go").orElseThrow(() -> new InstallException("There is no Go"));
        new InstallStep(
                        List.of(go.toString(), "install", MODULE),
                        Map.of("GOBIN", folder.toString(), "GOFLAGS", "-mod=mod"),
                        log,
                        LIMIT)
                .run();
    }
}
