package dev.r3.infra.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs a user has.
 *
 * @param searchPath the folders to search, as in the environment's {@code PATH}
 */
record Executables(String searchPath) {
    static Executables ofUser() {
        return new Executables(Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    /** The first program of a name. */
    Optional<Path> find(String name) {
        return Stream.of(searchPath.split(Pattern.quote(File.pathSeparator), -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).toAbsolutePath().resolve(name))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
