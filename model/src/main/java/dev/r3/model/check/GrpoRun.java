package dev.r3.model.check;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.decoder.TokenScores;
import dev.r3.model.decoder.TrainingBatch;
import java.util.List;

/**
 * What the cases of a reference have in common.
 *
 * @param batch of all samples
 * @param memory what a pass keeps of each layer
 */
record GrpoRun(
        GrpoReference reference,
        Checkpoint checkpoint,
        List<GrpoSample> samples,
        TrainingBatch batch,
        LayerMemory memory) {
    /** A forward pass of a case; its backward pass may follow. */
    GrpoPass pass(DecoderTraining training, GrpoCase expected) {
        TokenScores scores = training.forward(batch, reference.temperature(), memory);
        double[] advantages = reference.vector(expected.policy().scaling().tensor());
        return GrpoPass.of(expected, reference.maxCompletionLength(), samples, advantages, scores);
    }
}
