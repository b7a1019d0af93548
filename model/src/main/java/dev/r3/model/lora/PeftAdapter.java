package dev.r3.model.lora;

import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.checkpoint.SafetensorsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An adapter in a folder of PEFT's layout: adapter_config.json and adapter_model.safetensors; never pickle. */
public final class PeftAdapter implements LoraAdapter, AutoCloseable {
    static final String CONFIG = "adapter_config.json";
    static final String WEIGHTS = "adapter_model.safetensors";

    private final LoraConfig config;
    private final SafetensorsFile weights;

    private PeftAdapter(LoraConfig config, SafetensorsFile weights) {
        this.config = config;
        this.weights = weights;
    }

    /**
     * Opens a folder.
     *
     * @throws CheckpointException if something is missing, breaks its format or isn't supported
     */
    public static PeftAdapter open(Path folder) {
        LoraConfig config = PeftConfigReader.read(folder.resolve(CONFIG));
        return new PeftAdapter(config, SafetensorsFile.open(folder.resolve(WEIGHTS)));
    }

    @Override
    public LoraConfig config() {
        return config;
    }

    @Override
    public FloatTensor tensor(String name, List<Long> shape) {
        FloatTensor tensor = weights.tensor(name);
        if (!tensor.shape().equals(shape)) {
            throw new CheckpointException(weights.file(), name, "shape " + shape, "shape " + tensor.shape());
        }
        return tensor;
    }

    @Override
    public void requireNames(Set<String> names) {
        for (String name : new TreeSet<>(weights.names())) {
            if (!names.contains(name)) {
                throw new CheckpointException(
                        weights.file(), name, "factors of the targets alone", "a tensor that is none");
            }
        }
    }

    @Override
    public void close() {
        weights.close();
    }
}
