package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.checkpoint.ElementType;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderAdapters;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.lora.PeftAdapter;
import dev.r3.model.lora.PeftWriter;
import dev.r3.model.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Path;

/** A model's adapters in PEFT's layout, in {@code adapter/}, and their moments. The base stays where it is. */
public final class AdapterFiles implements TrainingFiles {
    private static final String ADAPTER = "adapter";

    private final String baseModel;
    private final DecoderAdapters adapters;
    private final DecoderTraining training;

    /**
     * @param baseModel name or path of the checkpoint that the adapters belong to
     * @param decoder with adapters
     * @param training of them
     */
    public AdapterFiles(String baseModel, Decoder decoder, DecoderTraining training) {
        this.baseModel = requireNonNull(baseModel, "base model is null");
        this.adapters = DecoderAdapters.of(decoder);
        this.training = requireNonNull(training, "training is null");
    }

    @Override
    public void write(Path folder) throws IOException {
        new PeftWriter(baseModel, ElementType.F32)
                .write(adapters.config(), adapters.tensors(), folder.resolve(ADAPTER));
        new Moments(training).write(folder);
    }

    @Override
    public void restore(Snapshot snapshot) {
        try (PeftAdapter adapter = PeftAdapter.open(snapshot.file(ADAPTER))) {
            adapters.replace(adapter);
        }
        new Moments(training).restore(snapshot);
    }
}
