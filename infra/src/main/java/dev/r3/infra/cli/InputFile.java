package dev.r3.infra.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command was told to read. */
final class InputFile {

    private InputFile() {}

    /** Ends the command unless there is such a file; {@code expected} says what it should hold. */
    static void require(Path file, String expected) {
        if (Files.isDirectory(file)) {
            throw UserError.usage("'%s' is a folder; expected %s".formatted(file, expected));
        }
        if (!Files.exists(file)) {
            throw UserError.usage("%s does not exist; expected %s".formatted(file, expected));
        }
    }
}
