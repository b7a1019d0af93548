package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.CheckpointWriter;
import dev.r3.model.checkpoint.ElementType;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.TensorKind;
import dev.r3.model.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Path;

/** All weights of a model as a checkpoint that transformers loads, in {@code model/}, and their moments. */
public final class ModelFiles implements TrainingFiles {
    private static final String MODEL = "model";
    private static final long SHARD_BYTES = 5_000_000_000L;

    private final Checkpoint origin;
    private final DecoderTraining training;

    /**
     * @param origin whose config and tokenizer the model has
     * @param training of all its weights
     */
    public ModelFiles(Checkpoint origin, DecoderTraining training) {
        this.origin = requireNonNull(origin, "origin is null");
        this.training = requireNonNull(training, "training is null");
    }

    @Override
    public void write(Path folder) throws IOException {
        new CheckpointWriter(ElementType.F32, SHARD_BYTES)
                .write(origin, training.tensors(TensorKind.WEIGHT), folder.resolve(MODEL));
        new Moments(training).write(folder);
    }

    @Override
    public void restore(Snapshot snapshot) {
        try (Checkpoint model = Checkpoint.open(snapshot.file(MODEL))) {
            training.restore(TensorKind.WEIGHT, model::tensor);
        }
        new Moments(training).restore(snapshot);
    }
}
