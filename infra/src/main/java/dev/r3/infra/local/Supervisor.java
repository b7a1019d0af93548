package dev.r3.infra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The heart of the stack process: follows the plan, keeps the services running and records what they do. */
final class Supervisor {
    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration STOP_GRACE = Duration.ofSeconds(8);

    private final StackHome home;
    private final ProcessIdentity self;
    private final ServiceFactory factory;
    private final CountDownLatch stopRequest = new CountDownLatch(1);
    private final Map<Service, ManagedService> services = new EnumMap<>(Service.class);
    private Plan plan = Plan.EMPTY;
    private @Nullable StackRecord recorded;

    Supervisor(StackHome home, ProcessIdentity self, ServiceFactory factory) {
        this.home = home;
        this.self = self;
        this.factory = factory;
    }

    /** Makes {@link #run} end the services and return. From any thread. */
    void requestStop() {
        stopRequest.countDown();
    }

    /** Runs the services until a stop is requested or the home is gone. */
    void run() throws IOException, InterruptedException {
        try {
            do {
                followPlan();
                for (var service : services.values()) {
                    service.advance();
                    record();
                }
            } while (!stopRequest.await(TICK.toMillis(), TimeUnit.MILLISECONDS) && Files.isDirectory(home.state()));
        } finally {
            stop();
        }
    }

    private void followPlan() throws IOException {
        var newest = Plan.read(home.plan());
        if (newest.revision() == plan.revision()) {
            return;
        }
        plan = newest;
        for (var entry : plan.services()) {
            var present = services.get(entry.service());
            if (present == null || isGivenUp(present.record().state())) {
                services.put(entry.service(), factory.make(entry));
            }
        }
        record();
    }

    private static boolean isGivenUp(ServiceState state) {
        return state == ServiceState.FAILED || state == ServiceState.ABSENT;
    }

    private void record() throws IOException {
        var records = new ArrayList<ServiceRecord>();
        services.values().forEach(service -> records.add(service.record()));
        var record = new StackRecord(self, plan.revision(), records);
        if (!record.equals(recorded)) {
            JsonFile.write(home.record(), record);
            recorded = record;
        }
    }

    private void stop() throws IOException {
        log.info("The stack ends");
        // MLflow may still be writing to S3.
        for (var service : List.of(Service.TRACKING, Service.TEMPORAL, Service.ARTIFACTS)) {
            var running = services.remove(service);
            if (running != null) {
                running.stop(STOP_GRACE);
            }
        }
        Files.deleteIfExists(home.record());
    }
}
