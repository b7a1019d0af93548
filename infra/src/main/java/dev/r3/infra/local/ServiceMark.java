package dev.r3.infra.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A mark in the environment of a service's process. Descendants inherit it, so those are found whose parents are gone and
 * who were never seen as descendants. Found on Linux only.
 */
final class ServiceMark {
    private static final String NAME = "R3_SERVICE_FOLDER";

    private static final Path PROCESSES = Path.of("/proc");

    private ServiceMark() {}

    /**
     * Marks a process to be started.
     *
     * @param folder where the service works
     */
    static void put(Map<String, String> environment, Path folder) {
        environment.put(NAME, folder.toAbsolutePath().normalize().toString());
    }

    /** The living processes of the service that works in a folder. */
    static List<ProcessIdentity> processes(Path folder) {
        Path place = folder.toAbsolutePath().normalize();
        return ProcessHandle.allProcesses()
                .filter(process -> marks(process.pid()).anyMatch(place::equals))
                .flatMap(process -> ProcessIdentity.of(process).stream())
                .toList();
    }

    /** None of processes that have ended, and of other users'. */
    private static Stream<Path> marks(long pid) {
        try {
            Path environment = PROCESSES.resolve(Long.toString(pid)).resolve("environ");
            String variables = new String(Files.readAllBytes(environment), StandardCharsets.UTF_8);
            return Arrays.stream(variables.split("\0", -1))
                    .filter(variable -> variable.startsWith(NAME + "="))
                    .map(variable -> Path.of(variable.substring(NAME.length() + 1)));
        } catch (IOException notOurs) {
            return Stream.empty();
        }
    }
}
