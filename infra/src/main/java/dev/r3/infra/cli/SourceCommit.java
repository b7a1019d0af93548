package dev.r3.infra.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The git commit that R3 runs from: in a checkout git tells, with {@code -dirty} behind it if its files were changed
 * since; in an image the environment does.
 */
final class SourceCommit {

    private SourceCommit() {}

    static Optional<String> current() {
        String given = System.getenv("R3_COMMIT");
        return given != null && !given.isBlank() ? Optional.of(given) : ofCheckout();
    }

    private static Optional<String> ofCheckout() {
        String root = System.getProperty("r3.root");
        if (root == null) {
            return Optional.empty();
        }
        try {
            Process git = new ProcessBuilder(
                            "git", "-C", root, "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String commit = new String(git.getInputStream().readNBytes(80), StandardCharsets.US_ASCII).strip();
            boolean ended = git.waitFor(5, TimeUnit.SECONDS);
            return ended && git.exitValue() == 0 ? Optional.of(commit) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
