package dev.r3.model.check;

import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.checkpoint.ModelConfig;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Whether a reference can be of this model: its tokens, lengths and tensors. */
final class ReferenceBounds {
    private final Path folder;
    private final ModelConfig config;

    ReferenceBounds(Path folder, ModelConfig config) {
        this.folder = folder;
        this.config = config;
    }

    void require(PromptReference prompt) {
        requireTokens(prompt.place(), prompt.tokens());
        requireContinuation(prompt.place(), prompt.tokens(), prompt.greedy());
        requireTokens(
                prompt.place(),
                prompt.lastTop().stream().map(LikelyToken::token).toList());
        requireColumns(prompt.place() + ".logits_tensor", prompt.logits());
    }

    void require(BatchReference batch) {
        batch.rows().forEach(row -> requireTokens(batch.place(), row));
        requireTokens(batch.place(), List.of(batch.padding()));
        for (int row = 0; row < batch.greedy().size(); row++) {
            requireContinuation(
                    batch.place(), batch.rows().get(row), batch.greedy().get(row));
        }
        requireColumns(batch.place() + ".last_logits_tensor", batch.lastLogits());
    }

    void require(String place, GrpoSample sample) {
        requireTokens(place, sample.sequence());
    }

    void require(SamplingReference sampling) {
        for (SamplingReference.Case expected : sampling.cases()) {
            requireTokens(
                    expected.place(),
                    expected.top().stream().map(LikelyToken::token).toList());
            long size = expected.probabilities().elements();
            if (size != config.vocabularySize()) {
                throw new CheckpointException(
                        folder,
                        expected.place() + ".probs_tensor",
                        "probabilities of " + config.vocabularySize() + " tokens",
                        String.valueOf(size));
            }
        }
    }

    private void requireContinuation(String place, List<Integer> prompt, List<Integer> more) {
        requireTokens(place, Stream.concat(prompt.stream(), more.stream()).toList());
    }

    private void requireTokens(String place, Collection<Integer> tokens) {
        for (int token : tokens) {
            if (token >= config.vocabularySize()) {
                throw new CheckpointException(
                        folder, place, "tokens below " + config.vocabularySize(), "token " + token);
            }
        }
        if (tokens.size() > config.maxPositions()) {
            throw new CheckpointException(
                    folder, place, "at most " + config.maxPositions() + " tokens", tokens.size() + " tokens");
        }
    }

    private void requireColumns(String place, FloatTensor logits) {
        if (logits.shape().get(1) != config.vocabularySize()) {
            throw new CheckpointException(
                    folder, place, "logits of " + config.vocabularySize() + " tokens", "shape " + logits.shape());
        }
    }
}
