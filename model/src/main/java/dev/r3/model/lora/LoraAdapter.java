package dev.r3.model.lora;

import dev.r3.model.checkpoint.FloatTensor;
import java.util.List;
import java.util.Set;

/** An adapter's configuration and weights. */
public interface LoraAdapter {
    LoraConfig config();

    /**
     * A factor.
     *
     * @param name as {@link LoraFactor#nameFor} gives it
     * @param shape sizes of its axes, outermost first; the tensor has them
     * @throws dev.r3.model.checkpoint.CheckpointException if it is missing or has another shape
     */
    FloatTensor tensor(String name, List<Long> shape);

    /**
     * Refuses an adapter that has more than the model can take.
     *
     * @param names of all factors that the model will ask for
     * @throws dev.r3.model.checkpoint.CheckpointException if the adapter has others
     */
    void requireNames(Set<String> names);
}
