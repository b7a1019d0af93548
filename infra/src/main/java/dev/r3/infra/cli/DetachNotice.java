package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.ExperimentId;

/** While open: tells whoever ends this process with Ctrl-C that the experiment goes on without it. */
final class DetachNotice implements AutoCloseable {

    private final Thread hook;

    private DetachNotice(Thread hook) {
        this.hook = requireNonNull(hook, "hook is null");
    }

    static DetachNotice open(ExperimentId experiment, String command) {
        // The first line ends what the terminal shows of Ctrl-C or of a progress bar.
        String notice = "%ndetached from %s; it goes on: `%s` attaches again".formatted(experiment, command);
        Thread hook = new Thread(() -> Terminal.notice(notice), "detach-notice");
        Runtime.getRuntime().addShutdownHook(hook);
        return new DetachNotice(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already, and the notice is out.
        }
    }
}
