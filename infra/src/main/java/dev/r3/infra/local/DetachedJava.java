package dev.r3.infra.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts Java processes with this process's JVM and class path, out of reach of the terminal's Ctrl-C. */
final class DetachedJava {
    private static final File NOTHING = new File("/dev/null");
    /** Where there is no setsid (macOS) the process ignores what a terminal sends. */
    private static final List<String> IGNORING_SIGNALS = List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private final Executables executables;

    DetachedJava(Executables executables) {
        this.executables = executables;
    }

    /** Starts a main class; what it prints goes to the log, of which the previous one is kept. */
    Process launch(List<String> options, String mainClass, List<String> arguments, Path folder, Path log)
            throws IOException {
        LogFile.rotate(log);
        var command = new ArrayList<>(detached());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), mainClass));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private List<String> detached() {
        return executables
                .find("setsid")
                .map(setsid -> List.of(setsid.toString()))
                .orElse(IGNORING_SIGNALS);
    }

    /** This process's class path, for one with another working directory. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
