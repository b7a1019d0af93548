package dev.r3.model.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.model.checkpoint.ModelConfig;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Against the largest resident memory that processes had; EXPERIMENTS.md tells how it was measured. */
class WorkingMemoryTest {
    private static final ModelConfig TEN_MILLION =
            BenchmarkShape.of("tiny-10M").orElseThrow().config();
    private static final ModelConfig HALF_A_BILLION =
            BenchmarkShape.of("qwen2.5-0.5b").orElseThrow().config();
    private static final Percentage CLOSE = Percentage.withPercentage(20);

    /** {@code bench r3-step --shape tiny-10M}: 72 rows of at most 320 tokens, 4,096 tokens at once, KL penalty. */
    @Test
    void aStepOfTraining() {
        assertThat(WorkingMemory.ofWriting(TEN_MILLION, 72 * 320, 320)
                        .withTrainedWeights(TEN_MILLION, 2)
                        .withReference(TEN_MILLION)
                        .withPass(TEN_MILLION, 4096, 256)
                        .bytes())
                .isCloseTo(1_958_000_000L, CLOSE);
    }

    /** 8 completions of 16 tokens, whose cache is small. */
    @Test
    void writing() {
        assertThat(WorkingMemory.ofWriting(HALF_A_BILLION, 8 * 64, 64).bytes()).isCloseTo(2_648_000_000L, CLOSE);
    }

    @Test
    void eachPartCounts() {
        WorkingMemory writing = WorkingMemory.ofWriting(TEN_MILLION, 64 * 320, 320);
        // 7 layers of 1 key and 1 value head of 64 numbers for each token; while it grows half as much again
        assertThat(writing.cache()).isEqualTo(4L * 2 * 7 * 64 * 64 * 320 * 3 / 2);
        assertThat(writing.weights()).isEqualTo(4L * 9_490_176);
        assertThat(writing.withTrainedWeights(TEN_MILLION, 1).training())
                .as("gradients and two moments")
                .isEqualTo(3 * writing.weights());
        assertThat(writing.withTrainedWeights(TEN_MILLION, 4).training())
                .as("gradients of four lanes and two moments")
                .isEqualTo(6 * writing.weights());
        assertThat(WorkingMemory.ofWriting(HALF_A_BILLION, 320, 320)
                        .withTrainedWeights(HALF_A_BILLION, 4)
                        .training())
                .as("a large model has one lane")
                .isEqualTo(3 * WorkingMemory.ofWriting(HALF_A_BILLION, 320, 320).weights());
        assertThat(writing.withAdapters(TEN_MILLION, 8).training()).isLessThan(writing.weights());
        assertThat(writing.withPass(TEN_MILLION, 8192, 320).pass())
                .isEqualTo(2 * writing.withPass(TEN_MILLION, 4096, 320).pass());
    }
}
