package dev.r3.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalToolTest {
    private static final TemporalSource UNREACHABLE = new TemporalSource() {
        @Override
        public String title() {
            return "asking nobody";
        }

        @Override
        public void provide(Path folder, Path log) throws InstallException {
            throw new InstallException("nobody is there");
        }
    };

    private final Path folder;
    private final ToolCache cache;
    private final List<String> messages = new ArrayList<>();

    TemporalToolTest(@TempDir Path folder) {
        this.folder = folder;
        this.cache = new ToolCache(folder.resolve("tools"));
    }

    @Test
    void theUsersOwnProgramComesFirst() throws Exception {
        var own = program(folder.resolve("temporal"), 0);
        assertThat(provide(new Executables(folder.toString()), script(0))).contains(own);
        assertThat(cache.root()).doesNotExist();
    }

    @Test
    void theNextSourceIsAskedWhenOneFails() throws Exception {
        assertThat(provide(new Executables(""), UNREACHABLE, script(0)))
                .contains(cache.folder("temporal-1.9.1").resolve("temporal"));
        assertThat(messages).anyMatch(message -> message.contains("nobody is there"));
        assertThat(cache.folder("temporal-1.9.1")).isDirectoryContaining(file -> file.endsWith("temporal"));
    }

    @Test
    void aProgramThatDoesNotRunHereIsNotTaken() throws Exception {
        assertThat(provide(new Executables(""), script(1), script(0))).isPresent();
        assertThat(messages).anyMatch(message -> message.contains("failed with exit code 1"));
    }

    @Test
    void whatWasInstalledIsUsedAgain() throws Exception {
        var first = provide(new Executables(""), script(0));
        assertThat(provide(new Executables(""), UNREACHABLE)).isEqualTo(first).isPresent();
    }

    @Test
    void withoutAnySourceThereIsNone() throws Exception {
        assertThat(provide(new Executables(""), UNREACHABLE)).isEmpty();
        assertThat(cache.folder("temporal-1.9.1")).doesNotExist();
        assertThat(messages).last().asString().contains("could not be installed");
    }

    private Optional<Path> provide(Executables executables, TemporalSource... sources) throws Exception {
        return new TemporalTool(cache, executables, List.of(sources))
                .provide(folder.resolve("install.log"), messages::add);
    }

    private static TemporalSource script(int exitCode) {
        return new TemporalSource() {
            @Override
            public String title() {
                return "writing a script";
            }

            @Override
            public void provide(Path folder, Path log) throws IOException {
                program(folder.resolve(TemporalTool.PROGRAM), exitCode);
            }
        };
    }

    private static Path program(Path file, int exitCode) throws IOException {
        Files.writeString(file, "#!/bin/sh\necho a version\nexit " + exitCode + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
