package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.CheckpointWriter;
import dev.r3.model.checkpoint.ElementType;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.checkpoint.SafetensorsFile;
import dev.r3.model.checkpoint.SafetensorsWriter;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.TensorKind;
import dev.r3.model.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights and moments in a snapshot, all in float32, so that a resumed run goes on with the very numbers: the model as a
 * checkpoint that transformers loads, in {@code model/}, and the moments in {@code optimizer.safetensors} under the names
 * of their weights.
 */
public final class TrainingFiles {
    private static final String MODEL = "model";
    private static final String OPTIMIZER = "optimizer.safetensors";
    private static final long SHARD_BYTES = 5_000_000_000L;

    private final Checkpoint origin;
    private final DecoderTraining training;

    /**
     * @param origin whose config and tokenizer the model has
     */
    public TrainingFiles(Checkpoint origin, DecoderTraining training) {
        this.origin = requireNonNull(origin, "origin is null");
        this.training = requireNonNull(training, "training is null");
    }

    /** Writes them as they are now; a {@link dev.r3.model.snapshot.SnapshotWriter}. */
    public void write(Path folder) throws IOException {
        new CheckpointWriter(ElementType.F32, SHARD_BYTES)
                .write(origin, training.tensors(TensorKind.WEIGHT), folder.resolve(MODEL));
        Map<String, FloatTensor> moments = new LinkedHashMap<>();
        training.tensors(TensorKind.FIRST_MOMENT).forEach((name, tensor) -> moments.put(first(name), tensor));
        training.tensors(TensorKind.SECOND_MOMENT).forEach((name, tensor) -> moments.put(second(name), tensor));
        SafetensorsWriter.write(folder.resolve(OPTIMIZER), moments, ElementType.F32);
    }

    /**
     * Replaces weights and moments by a snapshot's.
     *
     * @throws dev.r3.model.checkpoint.CheckpointException if it holds another model
     */
    public void restore(Snapshot snapshot) {
        try (Checkpoint model = Checkpoint.open(snapshot.file(MODEL));
                SafetensorsFile moments = SafetensorsFile.open(snapshot.file(OPTIMIZER))) {
            training.restore(TensorKind.WEIGHT, model::tensor);
            training.restore(TensorKind.FIRST_MOMENT, (name, shape) -> moments.tensor(first(name)));
            training.restore(TensorKind.SECOND_MOMENT, (name, shape) -> moments.tensor(second(name)));
        }
    }

    private static String first(String weight) {
        return "first_moment." + weight;
    }

    private static String second(String weight) {
        return "second_moment." + weight;
    }
}
