package dev.r3.infra.settings;

import java.nio.file.Path;
import java.util.Map;

/** The folder that a user calls home. */
public final class UserHome {

    private UserHome() {}

    /** {@code $HOME}, as the shell has it; Java's own property, which ignores the variable, only where that is not set. */
    public static Path of(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isBlank() ? System.getProperty("user.home") : home);
    }
}
