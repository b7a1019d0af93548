package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            choose(variable("R3_HOME").map(Path::of).orElseGet(() -> userHome().resolve(".r3")));
        }
        return requireNonNull(chosen);
    }

    /** What the shell calls home; Java's own property ignores the variable. */
    private static Path userHome() {
        return Path.of(variable("HOME").orElse(System.getProperty("user.home")));
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
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
