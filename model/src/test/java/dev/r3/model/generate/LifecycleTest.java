package dev.r3.model.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.KeyValueCache;
import dev.r3.model.decoder.Precision;
import dev.r3.model.decoder.Sampling;
import dev.r3.model.decoder.TokenBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is closed, or used by two, says so; natively it would end the process. */
class LifecycleTest {
    private static final GenerationLimits LIMITS = new GenerationLimits(4, 64);
    private static final TokenText NO_TEXT = tokens -> "";

    @Test
    void aClosedDecoderRefusesEverything() throws IOException {
        Decoder decoder = decoder("qwen2-tied");
        Generator generator = new Generator(decoder, NO_TEXT, LIMITS);
        generator.complete(List.of(request(0)));
        DecoderTraining training = DecoderTraining.of(decoder);
        var weight = decoder.tensors().values().iterator().next();
        decoder.close();

        assertThatThrownBy(() -> generator.complete(List.of(request(0))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the decoder is closed");
        assertThatThrownBy(decoder::newScope).hasMessage("the decoder is closed");
        assertThatThrownBy(() -> new Generator(decoder, NO_TEXT, LIMITS)).hasMessage("the decoder is closed");
        assertThatThrownBy(() -> KeyValueCache.of(decoder)).hasMessage("the decoder is closed");
        assertThatThrownBy(weight::toArray).hasMessage("the decoder is closed");
        assertThatThrownBy(training::gradientNorm).hasMessage("the decoder is closed");
        assertThatThrownBy(training::zeroGradients).hasMessage("the decoder is closed");
        generator.close();
        generator.close();
        decoder.close();
    }

    @Test
    void aClosedGeneratorRefusesToWrite() throws IOException {
        try (Decoder decoder = decoder("mistral")) {
            Generator closed = new Generator(decoder, NO_TEXT, LIMITS);
            closed.complete(List.of(request(0)));
            closed.close();
            assertThatThrownBy(() -> closed.complete(List.of(request(0))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the cache is closed");

            try (Generator next = new Generator(decoder, NO_TEXT, LIMITS)) {
                closed.close();
                assertThat(next.complete(List.of(request(0)))).hasSize(1);
            }
        }
    }

    @Test
    void closingWhileItWritesEndsTheRun() throws IOException {
        try (Decoder decoder = decoder("qwen3")) {
            Generator generator = new Generator(decoder, NO_TEXT, LIMITS);
            assertThatThrownBy(() -> generator.run(List.of(request(0), request(1)), generation -> {
                        generator.close();
                        return List.of();
                    }))
                    .hasMessage("the cache is closed");
        }
    }

    @Test
    void aDecoderServesOneGeneratorAndAGeneratorOneRun() throws IOException {
        try (Decoder decoder = decoder("qwen2-tied");
                Generator generator = new Generator(decoder, NO_TEXT, LIMITS)) {
            assertThatThrownBy(() -> new Generator(decoder, NO_TEXT, LIMITS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("one generator at a time");
            assertThatThrownBy(() -> generator.run(
                            List.of(request(0)),
                            generation -> generator.complete(List.of(request(1))).stream()
                                    .map(Generation::request)
                                    .toList()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("runs already");
            assertThat(generator.complete(List.of(request(0)))).as("after that").hasSize(1);
        }
    }

    /** Each in a thread of its own, as two workers of a process do. */
    @Test
    void decodersOfOneProcessDoNotMeet() throws IOException {
        List<int[]> alone = new ArrayList<>();
        for (String fixture : List.of("qwen2-tied", "llama31")) {
            try (Decoder decoder = decoder(fixture)) {
                alone.add(tokens(decoder));
            }
        }
        try (Decoder first = decoder("qwen2-tied");
                Decoder second = decoder("llama31")) {
            CompletableFuture<int[]> other = CompletableFuture.supplyAsync(() -> tokens(second));
            assertThat(tokens(first)).isEqualTo(alone.get(0));
            assertThat(other.join()).isEqualTo(alone.get(1));
            second.close();
            assertThat(tokens(first)).as("after the other closed").isEqualTo(alone.get(0));
        }
    }

    @Test
    void resultsOfAClosedScopeAreRefused() throws IOException {
        try (Decoder decoder = decoder("qwen2-tied")) {
            NDManager scope = decoder.newScope();
            var logits = decoder.logits(scope, TokenBatch.paddedRight(List.of(new int[] {1, 2}), 0));
            scope.close();
            assertThatThrownBy(logits::toFloatArray).isInstanceOf(IllegalStateException.class);
        }
    }

    private static int[] tokens(Decoder decoder) {
        try (Generator generator = new Generator(decoder, NO_TEXT, LIMITS)) {
            return generator.complete(List.of(request(0), request(1))).stream()
                    .flatMapToInt(generation -> Arrays.stream(generation.tokens()))
                    .toArray();
        }
    }

    private static GenerationRequest request(int sample) {
        return new GenerationRequest(
                Context.of(new int[] {5, 6, 7, 8 + sample}),
                new SampleKey(1, "test", "task", sample),
                Sampling.atTemperature(1),
                12 + 3 * sample,
                StopRule.none());
    }

    private static Decoder decoder(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture))) {
            return Decoder.load(checkpoint, Precision.FLOAT32);
        }
    }
}
