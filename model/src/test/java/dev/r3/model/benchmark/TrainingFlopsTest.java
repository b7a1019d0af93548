package dev.r3.model.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingFlopsTest {
    /** Two prompts of 3 tokens with two completions of 2 each, on 4 layers of 4 heads of 32. */
    @Test
    void countsWhatAHandCounts() {
        long perLayer = 128 * (128 + 2 * 64) + 128 * 128 + 3 * 128 * 384;
        double layers = 2.0 * 4 * perLayer * (2 * 3 + 4 * 2);
        double output = 2.0 * 128 * 1024 * (4 * 2);
        double seen = 2 * (1 + 2 + 3) + 4 * (4 + 5);
        double attention = 4 * 2.0 * 2 * 128 * seen;
        BenchmarkShape shape = BenchmarkShape.of("tiny-1M").orElseThrow();
        assertThat(new TrainingFlops(shape.config()).ofGroups(2, 3, 2, 2)).isEqualTo(3 * (layers + output + attention));
    }
}
