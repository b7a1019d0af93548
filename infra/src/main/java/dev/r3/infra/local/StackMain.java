package dev.r3.infra.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stack process. Started by {@link LocalStack}, detached from the terminal; ended by SIGTERM. */
public final class StackMain {
    private static final Logger log = LoggerFactory.getLogger(StackMain.class);
    private static final long LONGEST_STOP_SECONDS = 30;

    private StackMain() {}

    /**
     * Runs until it is told to end.
     *
     * @param arguments the home
     */
    public static void main(String[] arguments) throws InterruptedException {
        int exitCode = 0;
        try {
            run(StackHome.of(Path.of(arguments[0])));
        } catch (IOException e) {
            log.error("The stack failed", e);
            exitCode = 1;
        }
        // Libraries leave threads behind that would keep this process.
        System.exit(exitCode);
    }

    private static void run(StackHome home) throws IOException, InterruptedException {
        if (FileMutex.tryAcquire(home.stackLock()).isEmpty()) {
            // Never released: the system does it when this process ends, however it ends.
            throw new IOException("Another stack process runs in " + home.path());
        }
        log.info("The stack of {} starts", home.path());
        var self = ProcessIdentity.of(ProcessHandle.current())
                .orElseThrow(() -> new IOException("The system does not tell when a process started"));
        var credentials = CredentialsFile.readOrMake(home.credentials());
        var factory = new ServiceFactory(home, new Ports(home.ports()), credentials);
        var supervisor = new Supervisor(home, self, factory);
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(supervisor, ended), "stop"));
        try {
            supervisor.run();
        } finally {
            ended.countDown();
        }
    }

    private static void awaitEnd(Supervisor supervisor, CountDownLatch ended) {
        supervisor.requestStop();
        try {
            if (!ended.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                log.error("The services did not end in {} s", LONGEST_STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
