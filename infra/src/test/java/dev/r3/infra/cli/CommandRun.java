package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a command ended.
 *
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CommandRun(int code, String out, String err) {

    /** Runs a command in this process, with a home of its own. */
    static CommandRun of(Path home, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("--home", home.toString()));
        all.addAll(arguments);
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setOut(new ClosingStream(out));
        System.setErr(new ClosingStream(err));
        try {
            int code = R3.commandLine().execute(all.toArray(String[]::new));
            return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
    }

    /** It was refused as wrong usage, with these words and without a stack trace. */
    void assertUsage(String message) {
        assertThat(err).contains(message).doesNotContain("\tat ");
        assertThat(code).as(message).isEqualTo(ExitCode.USAGE.code());
    }

    /** Like a process's own: what comes after it was closed is lost. */
    private static final class ClosingStream extends PrintStream {
        ClosingStream(ByteArrayOutputStream target) {
            super(new Closing(target), true, StandardCharsets.UTF_8);
        }
    }

    private static final class Closing extends java.io.FilterOutputStream {
        private boolean closed;

        Closing(ByteArrayOutputStream target) {
            super(target);
        }

        @Override
        public void write(int b) throws IOException {
            if (closed) {
                throw new IOException("closed");
            }
            super.write(b);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
