package dev.r3.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerScratchTest {
    @TempDir
    Path root;

    @Test
    void eachWorkerHasItsOwnAndLeavesNothing() throws Exception {
        try (WorkerScratch first = WorkerScratch.begin(root);
                WorkerScratch second = WorkerScratch.begin(root)) {
            assertThat(first.folder()).isDirectory().isNotEqualTo(second.folder());
            assertThat(second.folder()).isDirectory();
            Files.writeString(
                    Files.createDirectory(first.folder().resolve("attempt")).resolve("file"), "half");
        }
        assertThat(root).isDirectoryNotContaining("glob:**worker-*");
    }

    @Test
    void whatAKilledWorkerLeftGoesWhenTheNextBegins() throws Exception {
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(killed.getInputStream().read()).as("it has begun").isEqualTo('!');
        try (WorkerScratch beside = WorkerScratch.begin(root)) {
            assertThat(root).as("it lives").isDirectoryContaining("glob:**.lock");
            assertThat(folders()).isEqualTo(2);
        }
        killed.destroyForcibly().waitFor();
        try (WorkerScratch next = WorkerScratch.begin(root)) {
            assertThat(folders()).isEqualTo(1);
            assertThat(next.folder()).isDirectory();
        }
    }

    private long folders() throws IOException {
        try (var all = Files.list(root)) {
            return all.filter(Files::isDirectory).count();
        }
    }

    /** Works until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            try (WorkerScratch scratch = WorkerScratch.begin(Path.of(arguments[0]))) {
                Files.writeString(scratch.folder().resolve("file"), "half");
                System.out.print("!");
                System.out.flush();
                TimeUnit.MINUTES.sleep(5);
            }
        }
    }
}
