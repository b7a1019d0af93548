package dev.r3.model.pretrain;

import static java.util.Objects.requireNonNull;

import dev.r3.model.tokenizer.training.TokenizerPlan;

/**
 * A model to make from nothing.
 *
 * @param digest names the plan and what is held out; a work folder of another one is refused
 * @param weightSeed of the untrained weights
 * @param tokenizerDocuments from how many documents the tokenizer is learnt
 */
public record PretrainPlan(
        String digest,
        CorpusPlan corpus,
        TokenizerPlan tokenizer,
        int tokenizerDocuments,
        ModelShape shape,
        long weightSeed,
        TrainingPlan training) {
    public PretrainPlan {
        requireNonNull(digest, "digest is null");
        requireNonNull(corpus, "corpus is null");
        requireNonNull(tokenizer, "tokenizer is null");
        requireNonNull(shape, "shape is null");
        requireNonNull(training, "training is null");
        if (tokenizerDocuments < 1) {
            throw new IllegalArgumentException(
                    "the tokenizer is learnt from %d documents; expected 1 or more".formatted(tokenizerDocuments));
        }
        if (training.rowTokens() > shape.maxPositions()) {
            throw new IllegalArgumentException("rows of %d tokens in a model of %d positions"
                    .formatted(training.rowTokens(), shape.maxPositions()));
        }
    }
}
