package dev.r3.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that cannot start. */
class BrokenServerIT {
    @Test
    void theFailureIsToldAndTheNextUpTriesAgain(@TempDir Path folder) throws IOException {
        var home = StackHome.of(folder);
        home.create();
        var database = home.temporal().resolve("temporal.db");
        Files.writeString(database, "This is no database. ".repeat(1_000));
        var stack = LocalStack.of(folder);
        var needed = EnumSet.of(Service.TEMPORAL);
        try {
            assertThatThrownBy(() -> stack.up(needed, message -> {}))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("too often")
                    .hasMessageContaining("file is not a database")
                    .hasMessageContaining(home.log(Service.TEMPORAL).toString());
            assertThat(stack.status().services().get(0).state()).isEqualTo(ServiceState.FAILED);
            Files.delete(database);
            assertThat(stack.up(needed, message -> {}).temporal().orElseThrow().durable())
                    .isTrue();
        } finally {
            stack.down();
        }
    }
}
