package dev.r3.infra.local;

/** What a service of the local stack is doing. */
public enum ServiceState {
    /** It does not run, and nobody asked for it. */
    STOPPED,
    /** It was started and does not answer yet. */
    STARTING,
    /** It answers. */
    READY,
    /** It died and is being started again on the same port. */
    RESTARTING,
    /** It died too often, or never answered; its log says why. */
    FAILED,
    /** It cannot run on this machine; the note says why. */
    ABSENT,
    /** It still runs although the stack process was killed; the next {@code up} or {@code down} ends it. */
    ORPHANED
}
