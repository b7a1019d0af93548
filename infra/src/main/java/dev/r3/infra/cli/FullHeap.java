package dev.r3.infra.cli;

/**
 * Ends the process when memory runs out in a thread that has no answer to it: a worker that has lost one of its own
 * threads would go on half dead. A stage that runs out of memory is answered for: it is done with less, or fails.
 */
final class FullHeap {
    /** As of a JVM that is told to end by itself. */
    static final int STATUS = 3;

    private FullHeap() {}

    static void endsTheProcess() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            if (thrown instanceof OutOfMemoryError) {
                // No hooks: they would need memory.
                Runtime.getRuntime().halt(STATUS);
            }
            // As without a handler: the group's own would ask this one again.
            System.err.printf("Exception in thread \"%s\" ", thread.getName());
            thrown.printStackTrace();
        });
    }
}
