package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import dev.r3.infra.settings.UserHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The folder that holds everything of one user's R3: the local stack's data, logs, plug-ins. */
record Home(Path folder) {

    private static @Nullable Home chosen;

    Home {
        requireNonNull(folder, "folder is null");
    }

    /** Sets the home of this process, as {@code --home} says. */
    static void choose(String folder) {
        chosen = of("--home", folder);
    }

    static Home current() {
        if (chosen == null) {
            String configured = System.getenv("R3_HOME");
            chosen = configured == null || configured.isBlank()
                    ? of("$HOME", UserHome.of(System.getenv()).resolve(".r3").toString())
                    : of("R3_HOME", configured);
        }
        return chosen;
    }

    /** The folder need not exist yet. */
    private static Home of(String origin, String folder) {
        if (folder.isBlank()) {
            throw UserError.usage("%s is '%s'; expected a folder".formatted(origin, folder));
        }
        Path path = Path.of(folder).toAbsolutePath().normalize();
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw UserError.usage("%s is '%s', which is no folder".formatted(origin, folder));
        }
        return new Home(path);
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /** Where workers keep what they need for one attempt. */
    Path scratch() {
        return folder.resolve("scratch");
    }

    /** Where checkpoints of the artifact store are kept at hand. */
    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /** Where pages about experiments are written. */
    Path reports() {
        return folder.resolve("reports");
    }

    /** The folders whose jars add task families: the home's and the checkout's. */
    List<Path> plugins() {
        List<Path> folders = new ArrayList<>(List.of(folder.resolve("plugins")));
        String root = System.getProperty("r3.root");
        if (root != null) {
            folders.add(Path.of(root, "plugins"));
        }
        return folders;
    }
}
