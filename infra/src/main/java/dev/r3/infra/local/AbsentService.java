package dev.r3.infra.local;

import java.time.Duration;
import java.util.List;

/**
 * A service that cannot run on this machine.
 *
 * @param service which
 * @param reason why, for a person
 */
record AbsentService(Service service, String reason) implements ManagedService {
    @Override
    public void advance() {}

    @Override
    public ServiceRecord record() {
        return new ServiceRecord(service, ServiceState.ABSENT, null, null, List.of(), reason);
    }

    @Override
    public void stop(Duration grace) {}
}
