package dev.r3.infra.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to run a server as a child process.
 *
 * @param service which
 * @param port where it listens
 * @param uiPort where its web pages are, if on another port
 * @param command the program and its arguments; they are visible to every user of the machine
 * @param environment what to add to the environment
 * @param directory its working directory
 * @param log where its output goes
 * @param probe tells when it is ready
 */
record ChildSpec(
        Service service,
        int port,
        @Nullable Integer uiPort,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        Probe probe) {
    ChildSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
        // The environment holds secrets.
        return "ChildSpec[service=" + service + ", command=" + command + "]";
    }
}
