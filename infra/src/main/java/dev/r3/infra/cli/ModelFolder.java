package dev.r3.infra.cli;

import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.tokenizer.InvalidTokenizerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a checkpoint's folder, or ends the command with what is wrong with it. */
final class ModelFolder {

    private ModelFolder() {}

    /** What is read from the folder. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Path folder) throws IOException;
    }

    static <T> T read(Path folder, Reader<T> reader) {
        return read(folder, "a checkpoint's", reader);
    }

    /**
     * @param expected whose folder it should be
     */
    static <T> T read(Path folder, String expected, Reader<T> reader) {
        if (!Files.isDirectory(folder)) {
            throw UserError.usage("%s is no folder; expected %s".formatted(folder, expected));
        }
        try {
            return reader.read(folder);
        } catch (CheckpointException | InvalidTokenizerException e) {
            throw UserError.usage(e);
        } catch (NoSuchFileException e) {
            throw UserError.usage("%s does not exist".formatted(e.getMessage()));
        } catch (IOException e) {
            throw UserError.usage("%s cannot be read: %s".formatted(folder, e.getMessage()));
        }
    }
}
