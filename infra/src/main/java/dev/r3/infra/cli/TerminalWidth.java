package dev.r3.infra.cli;

import java.io.IOException;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** How wide the terminal is that a person looks at. */
final class TerminalWidth {
    private static final int USUAL = 80;

    private static org.jline.terminal.@Nullable Terminal terminal;

    private TerminalWidth() {}

    /** In characters; 80 if the terminal doesn't say. */
    static synchronized int columns() {
        try {
            if (terminal == null) {
                terminal = TerminalBuilder.builder()
                        .system(true)
                        .dumb(true)
                        .nativeSignals(false)
                        .build();
            }
            return terminal.getWidth() > 0 ? terminal.getWidth() : USUAL;
        } catch (IOException e) {
            return USUAL;
        }
    }
}
