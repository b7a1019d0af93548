package dev.r3.infra.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a test's standard error was told. */
final class StandardError implements BeforeEachCallback, AfterEachCallback {
    private final PrintStream real = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Override
    public void beforeEach(ExtensionContext test) {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        System.setErr(real);
    }

    String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
