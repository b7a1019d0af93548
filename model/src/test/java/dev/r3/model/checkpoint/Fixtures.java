package dev.r3.model.checkpoint;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The parity checkpoints in the test resources. */
public final class Fixtures {
    public static final List<String> NAMES =
            List.of("qwen2-tied", "qwen2-sharded-untied", "qwen3", "llama31", "phi3-4k", "phi3-longrope", "mistral");

    private Fixtures() {}

    public static Path folder(String name) {
        URL folder = Objects.requireNonNull(Fixtures.class.getResource("/fixtures/" + name), name);
        try {
            return Path.of(folder.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
