package dev.r3.model.benchmark;

import dev.r3.model.checkpoint.ModelConfig;

/**
 * Floating-point operations that training needs, whatever an implementation computes besides: a multiplication and an
 * addition for each weight and token, and for each pair of a query and a key that it sees; twice as many backwards.
 */
final class TrainingFlops {
    private final ModelConfig config;

    TrainingFlops(ModelConfig config) {
        this.config = config;
    }

    /**
     * Forward and backward over prompts that go through the model once, each with a group of completions.
     *
     * @param group completions of each prompt, all of whose tokens are judged
     */
    double ofGroups(int prompts, int promptLength, int group, int completionLength) {
        long completions = (long) prompts * group;
        double layers = 2.0 * inLayers() * ((long) prompts * promptLength + completions * completionLength);
        double output = 2.0 * config.hiddenSize() * config.vocabularySize() * completions * completionLength;
        double pairs = prompts * triangle(promptLength)
                + completions * ((double) promptLength * completionLength + triangle(completionLength));
        double width = (double) config.attention().heads() * config.attention().headSize();
        double attention = 4 * width * pairs * config.layers();
        return 3 * (layers + output + attention);
    }

    private long inLayers() {
        Parameters parameters = Parameters.of(config);
        return parameters.multiplied() - (long) config.hiddenSize() * config.vocabularySize();
    }

    private static double triangle(int length) {
        return length * (length + 1) / 2.0;
    }
}
