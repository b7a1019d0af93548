package dev.r3.infra.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The only place that prints. Results go to standard output; everything else goes to standard error. */
final class Terminal {

    private Terminal() {}

    /** A line of the result. */
    static void result(String line) {
        out().println(line);
    }

    /** Some of a line of the result, shown at once. */
    static void piece(String text) {
        PrintStream out = out();
        out.print(text);
        out.flush();
    }

    /** Something to know, which is not the result. */
    static void notice(String line) {
        err().println(line);
    }

    /** What went wrong. */
    static void error(String message) {
        err().println("r3: " + message);
    }

    /** What a person types behind. */
    static void prompt(String text) {
        err().print(text);
        err().flush();
    }

    /** A model's text without what steers a terminal. */
    static String harmless(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) && point != '\n' && point != '\t' ? '\uFFFD' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Whether a person looks at standard error, so that bars may move there; the launcher knows. */
    static boolean isInteractive() {
        return Boolean.getBoolean("r3.terminal") && !"dumb".equals(System.getenv("TERM"));
    }

    static PrintStream out() {
        return new PrintStream(System.out, true, StandardCharsets.UTF_8);
    }

    static PrintStream err() {
        return new PrintStream(System.err, true, StandardCharsets.UTF_8);
    }
}
