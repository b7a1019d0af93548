package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
    private static final String[] SMALL = {
        "bench", "generate", "--prompts", "2", "--group", "3", "--prompt-length", "8", "--new", "4", "--steps", "2"
    };

    private static final String[] STEP = {
        "bench",
        "r3-step",
        "--failures",
        "2",
        "--group",
        "3",
        "--prompt",
        "12",
        "--reflection",
        "5",
        "--retry-request",
        "2",
        "--retry",
        "4",
        "--steps",
        "1",
        "--json"
    };

    @TempDir
    Path home;

    @Test
    void countsWhatIsSharedAndWhatIsNot() throws IOException {
        JsonNode shared = json("--threads", "1");
        assertThat(shared.path("sharing").booleanValue()).isTrue();
        assertThat(shared.path("prefilled_tokens").intValue()).isEqualTo(2 * 8);
        assertThat(shared.path("decoded_tokens").intValue()).isEqualTo(2 * 3 * 3);
        assertThat(shared.path("decoding_steps").intValue()).isEqualTo(3);

        JsonNode separate = json("--no-sharing", "--precision", "bf16", "--threads", "1");
        assertThat(separate.path("sharing").booleanValue()).isFalse();
        assertThat(separate.path("prefilled_tokens").intValue()).isEqualTo(2 * 3 * 8);
        assertThat(separate.path("precision").textValue()).isEqualTo("bf16");
        assertThat(separate.path("threads").intValue()).isEqualTo(1);
    }

    @Test
    void saysWhatItWasMeasuredOn() throws IOException {
        JsonNode result = json();

        assertThat(result.path("shape").textValue()).isEqualTo("tiny-1M");
        assertThat(result.path("params").intValue()).isEqualTo(919_680);
        double seconds = result.path("seconds_median").doubleValue();
        assertThat(result.path("tokens_per_second").doubleValue() * seconds)
                .as("new tokens of all completions")
                .isBetween(2 * 3 * 4 * 0.99, 2 * 3 * 4 * 1.01);
        assertThat(result.path("seconds_best").doubleValue()).isPositive().isLessThanOrEqualTo(seconds);
        for (String key : new String[] {
            "gemm_fp32_gflops", "gemm_bf16_gflops", "copy_gb_per_second", "share_of_compute", "share_of_bandwidth"
        }) {
            assertThat(result.path(key).doubleValue()).as(key).isPositive();
        }
        assertThat(result.path("torch").textValue()).startsWith("2.");
        assertThat(result.has("peak_memory_mb")).isTrue();
        assertThat(result.path("cpu").textValue()).isNotBlank();
        assertThat(result.path("load_average").isArray()).isTrue();
    }

    @Test
    void printsATable() {
        assertThat(run().out().lines())
                .anyMatch(line -> line.matches("shape +tiny-1M"))
                .anyMatch(line -> line.matches("tokens per second +[0-9.]+"));
    }

    @Test
    void aStepOfTheMethodIsTakenApart() throws IOException {
        CommandRun run = CommandRun.of(home, List.of(STEP));
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode result = new ObjectMapper().readTree(run.out());
        assertThat(result.path("prefix_sharing").booleanValue()).isTrue();
        double parts = 0;
        for (String phase : new String[] {"rollout", "retry", "reference", "forward", "backward", "optimizer"}) {
            double seconds = result.path(phase + "_seconds").doubleValue();
            assertThat(seconds).as(phase).isPositive();
            parts += seconds;
        }
        assertThat(parts)
                .isLessThanOrEqualTo(1.001 * result.path("seconds_median").doubleValue());
        assertThat(result.path("mfu_forward_backward").doubleValue()).isPositive();
    }

    @Test
    void aStepOfWrongSizesIsUsage() {
        assertUsage(
                CommandRun.of(home, List.of("bench", "r3-step", "--retry", "2000")),
                "an episode has 2272 tokens; expected at most 2048");
        assertUsage(CommandRun.of(home, List.of("bench", "r3-step", "--group", "0")), "must be positive");
    }

    @Test
    void wrongSizesAreUsage() {
        assertUsage(run("--shape", "huge"), "--shape is 'huge'; expected tiny-1M, tiny-10M, qwen2.5-0.5b");
        assertUsage(run("--prompt-length", "2047"), "2051 tokens together; expected at most 2048");
        assertUsage(run("--group", "0"), "must be positive");
        assertUsage(CommandRun.of(home, List.of("bench")), "a command is missing: generate or r3-step");
    }

    private static void assertUsage(CommandRun run, String message) {
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message).doesNotContain("\tat ");
    }

    private JsonNode json(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--json");
        CommandRun run = run(all.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    /** Later options win over the small sizes. */
    private CommandRun run(String... options) {
        List<String> arguments = new ArrayList<>(List.of(SMALL));
        for (int i = 0; i < options.length; i++) {
            int at = arguments.indexOf(options[i]);
            if (at >= 0) {
                arguments.set(at + 1, options[++i]);
            } else {
                arguments.add(options[i]);
            }
        }
        return CommandRun.of(home, arguments);
    }
}
