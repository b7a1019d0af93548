package dev.r3.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolCacheTest {
    private final ToolCache cache;

    ToolCacheTest(@TempDir Path folder) {
        cache = new ToolCache(folder.resolve("deep").resolve("tools"));
    }

    @Test
    void manyCallersInstallOnce() throws Exception {
        var installations = new AtomicInteger();
        Installer installer = folder -> {
            installations.incrementAndGet();
            Thread.sleep(200);
            Files.writeString(folder.resolve("program"), "whole");
        };
        Callable<Boolean> caller = () -> {
            cache.provide("tool-1", installer);
            return Files.readString(cache.folder("tool-1").resolve("program")).equals("whole");
        };
        var callers = Executors.newFixedThreadPool(4);
        try {
            for (var answer : callers.invokeAll(Collections.nCopies(4, caller))) {
                assertThat(answer.get()).isTrue();
            }
        } finally {
            callers.shutdown();
        }
        assertThat(installations).hasValue(1);
    }

    @Test
    void aFailedInstallationLeavesNothingAndIsTriedAgain() throws Exception {
        assertThatThrownBy(() -> cache.provide("tool-1", folder -> {
                    Files.writeString(folder.resolve("program"), "half");
                    throw new InstallException("no network");
                }))
                .isInstanceOf(InstallException.class);
        assertThat(cache.folder("tool-1")).doesNotExist();
        cache.provide("tool-1", folder -> {
            assertThat(folder).isEmptyDirectory();
            Files.writeString(folder.resolve("program"), "whole");
        });
        assertThat(cache.folder("tool-1").resolve("program")).hasContent("whole");
    }

    @Test
    void aDiscardedToolIsInstalledAgain() throws Exception {
        cache.provide("tool-1", folder -> Files.writeString(folder.resolve("program"), "old"));
        cache.discard("tool-1");
        cache.provide("tool-1", folder -> Files.writeString(folder.resolve("program"), "new"));
        assertThat(cache.folder("tool-1").resolve("program")).hasContent("new");
    }
}
