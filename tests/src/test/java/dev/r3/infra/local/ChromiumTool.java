package dev.r3.infra.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds Chromium, or installs one that needs no system package: npm's {@code @sparticuz/chromium}, a headless shell packed
 * with the libraries and the font that it needs. Its own script unpacks it.
 */
public final class ChromiumTool {
    private static final String VERSION = "153.0.0";
    private static final String TOOL = "chromium-" + VERSION;
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final ToolCache cache;
    private final Executables executables;

    ChromiumTool(ToolCache cache, Executables executables) {
        this.cache = cache;
        this.executables = executables;
    }

    public static ChromiumTool ofUser() {
        return new ChromiumTool(ToolCache.ofUser(), Executables.ofUser());
    }

    /**
     * A browser at hand.
     *
     * @param environment what to add to its environment
     */
    public record Program(Path file, Map<String, String> environment) {
        public Program {
            environment = Map.copyOf(environment);
        }
    }

    /**
     * The user's browser, else an installed one.
     *
     * @param log where the installation writes
     * @return none where there is no Node.js to install one with
     * @throws IOException also if an installation failed, with the last lines it wrote
     */
    public Optional<Program> provide(Path log) throws IOException, InterruptedException {
        Optional<Path> users =
                NAMES.stream().flatMap(name -> executables.find(name).stream()).findFirst();
        if (users.isPresent()) {
            return users.map(file -> new Program(file, Map.of()));
        }
        Optional<Path> npm = executables.find("npm");
        Optional<Path> node = executables.find("node");
        if (npm.isEmpty() || node.isEmpty()) {
            return Optional.empty();
        }
        try {
            cache.provide(TOOL, folder -> install(npm.get(), node.get(), folder, log));
        } catch (InstallException e) {
            throw new IOException("Chromium could not be installed: " + e.getMessage(), e);
        }
        return Optional.of(installed(cache.folder(TOOL)));
    }

    private static void install(Path npm, Path node, Path folder, Path log)
            throws InstallException, IOException, InterruptedException {
        // The lock pins what npm fetches by its hash.
        for (String name : List.of("package.json", "package-lock.json", "unpack.mjs", "fonts.conf")) {
            copy(name, folder);
        }
        List<String> fetch = List.of(
                npm.toString(), "ci", "--prefix", folder.toString(), "--ignore-scripts", "--no-audit", "--no-fund");
        new InstallStep(fetch, Map.of(), log, LIMIT).run();
        // It unpacks into the folder for temporary files, and its libraries only where it takes itself to be on AWS.
        Map<String, String> unpacked =
                Map.of("TMPDIR", folder.toString(), "AWS_EXECUTION_ENV", "AWS_Lambda_nodejs22.x");
        List<String> unpack =
                List.of(node.toString(), folder.resolve("unpack.mjs").toString());
        new InstallStep(unpack, unpacked, log, LIMIT).run();
        FileTree.delete(folder.resolve("node_modules"));
        Program program = installed(folder);
        List<String> check = List.of(program.file().toString(), "--version");
        new InstallStep(check, program.environment(), log, LIMIT).run();
    }

    private static void copy(String name, Path folder) throws IOException {
        String resource = "chromium/" + name;
        try (InputStream content = Objects.requireNonNull(ChromiumTool.class.getResourceAsStream(resource), resource)) {
            Files.copy(content, folder.resolve(name));
        }
    }

    private static Program installed(Path folder) throws IOException {
        Path libraries;
        try (Stream<Path> entries = Files.walk(folder, 3)) {
            libraries = entries.filter(entry -> entry.getFileName().toString().equals("libnss3.so"))
                    .findFirst()
                    .map(Path::getParent)
                    .orElseThrow(() -> new IOException(folder + " has no libnss3.so"));
        }
        return new Program(
                folder.resolve("chromium"),
                Map.of(
                        "LD_LIBRARY_PATH",
                        libraries.toString(),
                        "FONTCONFIG_FILE",
                        folder.resolve("fonts.conf").toString(),
                        "XDG_DATA_HOME",
                        folder.resolve("fonts").toString(),
                        "XDG_CACHE_HOME",
                        folder.resolve("cache").toString()));
    }
}
