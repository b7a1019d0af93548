package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * What a worker process works with, and how it is started.
 *
 * @param settings the identity of what its user configured
 * @param services where its servers are; the local ones may move
 * @param plugins the folders whose jars it loads: other jars make another build
 * @param options for its JVM
 * @param mainClass what it runs, with this process's class path
 */
public record WorkerSetup(
        String settings,
        String services,
        List<Path> plugins,
        List<String> options,
        String mainClass,
        List<String> arguments) {
    public WorkerSetup {
        requireNonNull(settings, "settings is null");
        requireNonNull(services, "services is null");
        plugins = List.copyOf(plugins);
        options = List.copyOf(options);
        requireNonNull(mainClass, "mainClass is null");
        arguments = List.copyOf(arguments);
    }
}
