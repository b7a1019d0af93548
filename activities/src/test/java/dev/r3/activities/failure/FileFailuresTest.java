package dev.r3.activities.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileFailuresTest {

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("a/b"), "a/b does not exist"),
                Arguments.of(new AccessDeniedException("a/b"), "access to a/b is denied"),
                Arguments.of(new FileAlreadyExistsException("a/b"), "a/b stands in the way"),
                Arguments.of(new FileSystemException("a/b", null, "Not a directory"), "a/b: Not a directory"),
                Arguments.of(new FileSystemException("a/b"), "a/b"),
                Arguments.of(new IOException("No space left on device"), "No space left on device"),
                Arguments.of(new EOFException(), "EOFException"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void ofAFullDiskItSaysHowFullItIs(@TempDir Path folder) {
        Path file = folder.resolve("not/yet/there");
        // A device that is always full.
        assertThatThrownBy(() -> Files.write(Path.of("/dev/full"), new byte[1]))
                .isInstanceOfSatisfying(
                        IOException.class,
                        full -> assertThat(FileFailures.explain(full, file))
                                .matches("No space left on device; [0-9,]+ MiB of [0-9,]+ MiB are free in " + folder
                                        + ": make room, and the same command goes on"));
        assertThat(FileFailures.explain(new EOFException(), file)).isEqualTo("EOFException");
    }

    @ParameterizedTest
    @MethodSource("errors")
    void saysWhatIsWrongAndWhere(IOException error, String expected) {
        assertThat(FileFailures.explain(error)).isEqualTo(expected);
    }
}
