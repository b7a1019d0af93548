package dev.r3.infra.cli;

import dev.r3.infra.local.LocalWorker;
import dev.r3.infra.local.StackException;
import dev.r3.infra.local.WorkerSetup;
import dev.r3.infra.settings.Services;
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

    /** Starts one for this home unless it lives and works with these services. */
    static void ensure(Services services) {
        try {
            worker().ensure(setup(services));
        } catch (StackException e) {
            throw UserError.failed(e);
        }
    }

    /** As {@link #ensure}, now and then while a command goes on; see {@link LocalWorker#keep}. */
    static LocalWorker.Maker keep(Services services) {
        try {
            return worker().keep(setup(services));
        } catch (StackException e) {
            throw UserError.failed(e);
        }
    }

    /** Says that this process works, if it is one. */
    static void works() {
        try {
            worker().works();
        } catch (StackException e) {
            // It works nevertheless.
            Terminal.error(String.valueOf(e.getMessage()));
        }
    }

    /** Has a living one work with these services, if they have moved. */
    static void follow(Services services) {
        try {
            worker().follow(setup(services));
        } catch (StackException e) {
            throw UserError.failed(e);
        }
    }

    private static WorkerSetup setup(Services services) {
        List<String> options = new ArrayList<>(OPTIONS);
        String root = System.getProperty("r3.root");
        if (root != null) {
            options.add("-Dr3.root=" + root);
        }
        return new WorkerSetup(
                SettingsIdentity.of(System.getenv()),
                services.addresses(),
                Home.current().plugins(),
                options,
                R3.class.getName(),
                List.of("--home", Home.current().folder().toString(), "worker"));
    }
}
