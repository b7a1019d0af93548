package dev.r3.infra.cli;

import me.tongfei.progressbar.InteractiveConsoleProgressBarConsumer;

/**
 * Draws a bar on the terminal. The library's own way of asking for its width would leave Ctrl-C to the system, which
 * ends the process at once: nothing could end orderly or say how to go on.
 */
final class BarConsumer extends InteractiveConsoleProgressBarConsumer {

    BarConsumer() {
        super(Terminal.err(), TerminalWidth.columns() - 1);
    }

    /** Changes when the user drags the window. */
    @Override
    public int getMaxRenderedLength() {
        return TerminalWidth.columns() - 1;
    }
}
