package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/** The local MLflow server, or why there is none. */
public sealed interface TrackingEndpoint {
    /**
     * It answers.
     *
     * @param uri the tracking URI, which is also the address of the web pages
     */
    record Served(URI uri) implements TrackingEndpoint {
        public Served {
            requireNonNull(uri, "uri is null");
        }
    }

    /**
     * It cannot run here. Training goes on without it.
     *
     * @param reason what is missing and what to do about it, for a person
     */
    record Absent(String reason) implements TrackingEndpoint {
        public Absent {
            requireNonNull(reason, "reason is null");
        }
    }
}
