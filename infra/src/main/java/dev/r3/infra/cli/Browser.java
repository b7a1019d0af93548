package dev.r3.infra.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The user's browser. */
final class Browser {

    private Browser() {}

    /** Opens a file; says so if there is nothing to open it with. */
    static void open(Path file) {
        try {
            new ProcessBuilder(command(System.getProperty("os.name", ""), file))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            Terminal.notice("there is no browser to open it with (%s)".formatted(e.getMessage()));
        }
    }

    /** By the system's own opener: no graphics of Java's are needed. */
    static List<String> command(String system, Path file) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return List.of("open", file.toString());
        }
        return name.startsWith("windows")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", file.toString())
                : List.of("xdg-open", file.toString());
    }
}
