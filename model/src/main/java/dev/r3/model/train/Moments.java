package dev.r3.model.train;

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

/** The optimiser's moments in {@code optimizer.safetensors}, under the names of their weights. */
record Moments(DecoderTraining training) {
    private static final String FILE = "optimizer.safetensors";

    void write(Path folder) throws IOException {
        Map<String, FloatTensor> moments = new LinkedHashMap<>();
        training.tensors(TensorKind.FIRST_MOMENT).forEach((name, tensor) -> moments.put(first(name), tensor));
        training.tensors(TensorKind.SECOND_MOMENT).forEach((name, tensor) -> moments.put(second(name), tensor));
        SafetensorsWriter.write(folder.resolve(FILE), moments, ElementType.F32);
    }

    void restore(Snapshot snapshot) {
        try (SafetensorsFile moments = SafetensorsFile.open(snapshot.file(FILE))) {
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
