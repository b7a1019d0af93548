package dev.r3.model.lora;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.checkpoint.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Damaged configs either read as a sane configuration or fail as a checkpoint does. */
class PeftConfigFuzzTest {
    @Property(tries = 2000)
    void aDamagedConfigIsReadOrRefused(
            @ForAll @IntRange(max = 1_000_000) int place, @ForAll byte value, @ForAll @IntRange(max = 2) int kind)
            throws IOException {
        byte[] config = Files.readAllBytes(Fixtures.folder("lora/qwen3").resolve("adapter_config.json"));
        int at = place % config.length;
        if (kind == 0) {
            config = Arrays.copyOf(config, at);
        } else {
            config[at] = kind == 1 ? value : (byte) "0123456789{}[]\",:.-e".charAt(Math.floorMod(value, 20));
        }
        Path file = Files.createTempFile("adapter", ".json");
        try {
            Files.write(file, config);
            LoraConfig read = PeftConfigReader.read(file);
            assertThat(read.rank()).isPositive();
            assertThat(read.targets()).isNotEmpty();
        } catch (CheckpointException e) {
            assertThat(e).hasMessageContaining(file.toString());
        } finally {
            Files.delete(file);
        }
    }
}
