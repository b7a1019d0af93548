package dev.r3.infra.local;

/** Hears what the local stack is doing while a caller waits for it. */
@FunctionalInterface
public interface StackListener {
    /** One line for a person, without a line break. */
    void progress(String message);
}
