package dev.r3.infra.local;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Waits until a stack process runs what a caller wants, and tells the caller what happens. */
final class StackWait {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 50;

    private final StackHome home;
    private final long planRevision;
    private final Set<Service> wanted;
    private final StackListener listener;
    private final Map<Service, ServiceState> told = new EnumMap<>(Service.class);

    StackWait(StackHome home, long planRevision, Set<Service> wanted, StackListener listener) {
        this.home = home;
        this.planRevision = planRevision;
        this.wanted = wanted;
        this.listener = listener;
    }

    /**
     * Waits.
     *
     * @param stackLives whether the stack process still does
     * @return the record in which every wanted service is ready, or cannot be and need not be
     */
    StackRecord await(BooleanSupplier stackLives) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            var record = JsonFile.read(home.record(), StackRecord.class);
            if (record.isPresent() && record.get().planRevision() >= planRevision && isDone(record.get())) {
                return record.get();
            }
            if (!stackLives.getAsBoolean()) {
                throw new StackException("The stack process ended:" + LogFile.tail(home.stackLog()));
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new StackException("The local stack is not ready after " + LIMIT.toMinutes() + " minutes:"
                + LogFile.tail(home.stackLog()));
    }

    private boolean isDone(StackRecord record) {
        boolean done = true;
        for (var service : wanted) {
            var known = record.service(service);
            known.ifPresent(this::tell);
            done &= known.isPresent() && isDone(known.get());
        }
        return done;
    }

    private static boolean isDone(ServiceRecord service) {
        return switch (service.state()) {
            case READY -> service.isReady();
            case ABSENT -> true;
            case FAILED -> {
                if (service.service() != Service.TRACKING) {
                    throw new StackException(service.note());
                }
                yield true;
            }
            default -> false;
        };
    }

    private void tell(ServiceRecord service) {
        var before = told.put(service.service(), service.state());
        boolean wasReadyAllAlong = before == null && service.state() == ServiceState.READY;
        if (before == service.state() || wasReadyAllAlong) {
            return;
        }
        var title = service.service().title();
        switch (service.state()) {
            case STARTING -> listener.progress("starting " + title);
            case RESTARTING -> listener.progress(title + " died and is started again");
            case READY -> {
                listener.progress(title + " is ready at " + service.address());
                if (!service.note().isEmpty()) {
                    listener.progress("WARNING: " + service.note());
                }
            }
            default -> listener.progress("WARNING: " + service.note());
        }
    }
}
