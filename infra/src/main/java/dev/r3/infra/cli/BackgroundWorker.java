package dev.r3.infra.cli;

import dev.r3.infra.local.LocalWorker;
import dev.r3.infra.local.StackException;
import dev.r3.infra.settings.SettingsIdentity;
import java.util.ArrayList;
import java.util.List;

/** The worker process that {@code run} keeps alive. */
final class BackgroundWorker {
    /** Its JVM does not end where the heap is full: stages go on with less, and {@link FullHeap} ends what is left. */
    static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Dr3.log.level=INFO");

    private BackgroundWorker() {}

    /** Whether somebody has ended it, with {@code r3 down}. */
    static boolean isEnded() {
        return worker().isEnded();
    }

    private static LocalWorker worker() {
        return LocalWorker.of(Home.current().folder());
    }

    /** Starts one for this home unless it lives. */
    static void ensure() {
        List<String> options = new ArrayList<>(OPTIONS);
        String root = System.getProperty("r3.root");
        if (root != null) {
            options.add("-Dr3.root=" + root);
        }
        List<String> arguments = List.of("--home", Home.current().folder().toString(), "worker");
        try {
            worker().ensure(
                            SettingsIdentity.of(System.getenv()),
                            Home.current().plugins(),
                            options,
                            R3.class.getName(),
                            arguments);
        } catch (StackException e) {
            throw UserError.failed(e);
        }
    }
}
