package dev.r3.infra.local;

import java.io.IOException;
import java.time.Duration;

/** A service that the stack process runs. Used by its main thread only. */
interface ManagedService {
    /** Does what is due now: starts it, looks whether it answers, starts it again. Returns within seconds. */
    void advance() throws IOException;

    /** What it is doing. */
    ServiceRecord record();

    /** Ends it; returns when it has ended. */
    void stop(Duration grace) throws IOException;
}
