package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import dev.r3.infra.settings.UserHome;
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
    static void choose(Path folder) {
        chosen = new Home(folder.toAbsolutePath().normalize());
    }

    static Home current() {
        if (chosen == null) {
            choose(ofEnvironment());
        }
        return requireNonNull(chosen);
    }

    private static Path ofEnvironment() {
        String configured = System.getenv("R3_HOME");
        return configured == null || configured.isBlank()
                ? UserHome.of(System.getenv()).resolve(".r3")
                : Path.of(configured);
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
