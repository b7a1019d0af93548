package dev.r3.model.decoder;

import dev.r3.model.checkpoint.FloatTensor;
import java.util.List;

/** Where a decoder's weights come from, by their published names. */
@FunctionalInterface
public interface WeightSource {
    /**
     * A weight.
     *
     * @param shape sizes of its axes, outermost first; the tensor has them
     */
    FloatTensor tensor(String name, List<Long> shape);
}
