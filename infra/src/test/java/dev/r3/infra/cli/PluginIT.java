package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker process uses a plug-in too, one that was added while it lived as well. */
class PluginIT {

    @TempDir
    Path folder;

    @AfterEach
    void down() {
        assertThat(r3("down").code()).isZero();
    }

    @Test
    void aLivingWorkerIsReplacedByOneWithTheNewPlugin() throws Exception {
        Files.writeString(folder.resolve("tasks.jsonl"), "{\"target\":3,\"nums\":[1,2]}\n");
        Files.writeString(folder.resolve("numbers.jsonl"), "{\"number\":1}\n{\"number\":2}\n{\"number\":3}\n");
        assertThat(accepted("countdown", "tasks.jsonl")).isEqualTo(1);
        ParityPlugin.write(folder.resolve("home").resolve("plugins").resolve("parity.jar"));
        assertThat(accepted("parity", "numbers.jsonl")).isEqualTo(3);
    }

    private int accepted(String family, String data) throws Exception {
        Path spec = Files.writeString(
                folder.resolve(family + ".yaml"),
                "name: %s%ntask: { family: %s }%ndata: { source: %s }%n".formatted(family, family, data));
        CommandRun run = r3("run", spec.toString(), "--until", "dataset", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode result = new ObjectMapper().readTree(run.out());
        return result.path("stages").path(0).path("summary").path("accepted").intValue();
    }

    private CommandRun r3(String... arguments) {
        return CommandRun.of(folder.resolve("home"), List.of(arguments));
    }
}
