package dev.r3.model.decoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The TorchScript texts beside this class. */
final class ScriptResource {
    private ScriptResource() {}

    static String read(String name) {
        try (InputStream resource =
                Objects.requireNonNull(ScriptResource.class.getResourceAsStream(name), name + " is missing")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
