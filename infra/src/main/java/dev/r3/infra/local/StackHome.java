package dev.r3.infra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder that holds everything of one local stack.
 *
 * @param path absolute
 */
record StackHome(Path path) {
    static StackHome of(Path home) {
        return new StackHome(home.toAbsolutePath().normalize());
    }

    /** Makes the folders, readable by their owner only. A home that exists keeps its permissions: it may hold more. */
    void create() throws IOException {
        var ownerOnly = PosixFilePermissions.fromString("rwx------");
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, PosixFilePermissions.asFileAttribute(ownerOnly));
        }
        for (var folder : new Path[] {state(), logs(), temporal(), objects(), mlflow()}) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, ownerOnly);
        }
    }

    Path state() {
        return path.resolve("stack");
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path temporal() {
        return path.resolve("temporal");
    }

    Path objects() {
        return path.resolve("s3");
    }

    Path mlflow() {
        return path.resolve("mlflow");
    }

    /** What the living stack process says of itself; see {@link StackRecord}. */
    Path record() {
        return state().resolve("stack.json");
    }

    /** What the stack process is to run; see {@link Plan}. */
    Path plan() {
        return state().resolve("plan.json");
    }

    Path ports() {
        return state().resolve("ports.json");
    }

    Path credentials() {
        return state().resolve("credentials.json");
    }

    /** Held by whoever starts or ends the stack. */
    Path callerLock() {
        return state().resolve("caller.lock");
    }

    /** Held by the stack process as long as it lives. */
    Path stackLock() {
        return state().resolve("stack.lock");
    }

    Path stackLog() {
        return logs().resolve("stack.log");
    }

    /** Where a service writes; the S3 server writes into the stack's log, which it is a part of. */
    Path log(Service service) {
        return switch (service) {
            case TEMPORAL -> logs().resolve("temporal.log");
            case ARTIFACTS -> stackLog();
            case TRACKING -> logs().resolve("mlflow.log");
        };
    }

    Path installLog(String tool) {
        return logs().resolve("install-" + tool + ".log");
    }
}
