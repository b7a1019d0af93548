package dev.r3.infra.local;

/** A server that R3 needs and that the local stack can run. */
public enum Service {
    /** Durable workflows: a Temporal development server. */
    TEMPORAL("Temporal"),
    /** The artifact store: an S3 server on a directory. */
    ARTIFACTS("S3"),
    /** The run tracker: an MLflow server. It keeps its own artifacts in {@link #ARTIFACTS}, which is started with it. */
    TRACKING("MLflow");

    private final String title;

    Service(String title) {
        this.title = title;
    }

    /** The product's name, for messages. */
    public String title() {
        return title;
    }
}
