package dev.r3.infra.local;

import dev.r3.infra.settings.UserHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * The tools that the homes of one user share, one folder {@code <tool>-<version>} each. A folder appears when its tool is
 * complete.
 *
 * @param root the folder of the folders
 */
record ToolCache(Path root) {
    /** {@code $XDG_CACHE_HOME/r3/tools}, by default in {@code ~/.cache}. */
    static ToolCache ofUser() {
        return of(System.getenv());
    }

    static ToolCache of(Map<String, String> environment) {
        var configured = environment.getOrDefault("XDG_CACHE_HOME", "");
        var caches = configured.isBlank() ? UserHome.of(environment).resolve(".cache") : Path.of(configured);
        return new ToolCache(caches.resolve("r3").resolve("tools").toAbsolutePath());
    }

    /** Where a tool is, or will be. */
    Path folder(String tool) {
        return root.resolve(tool);
    }

    /** Installs a tool unless it is there. Several processes may ask at once: one works, the others wait for it. */
    void provide(String tool, Installer installer) throws InstallException, IOException, InterruptedException {
        if (Files.isDirectory(folder(tool))) {
            return;
        }
        Files.createDirectories(root);
        var lock = FileMutex.acquire(root.resolve("." + tool + ".lock"), () -> {});
        try (lock) {
            if (!Files.isDirectory(folder(tool))) {
                install(tool, installer);
            }
        }
    }

    private void install(String tool, Installer installer) throws InstallException, IOException, InterruptedException {
        var draft = root.resolve("." + tool + ".draft");
        // Left by one that was killed.
        FileTree.delete(draft);
        Files.createDirectory(draft);
        try {
            installer.install(draft);
            Files.move(draft, folder(tool), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileTree.delete(draft);
        }
    }

    /** Removes a tool that turned out not to work. */
    void discard(String tool) throws IOException {
        FileTree.delete(folder(tool));
    }
}
