package dev.r3.model.optimize;

import java.util.List;
import java.util.Locale;

/** Which tensors decay. */
public enum WeightDecay {
    /** All but biases and norms, by their names (transformers 5.23.0, trainer.py 1408–1418). */
    WITHOUT_BIASES_AND_NORMS {
        @Override
        public boolean decays(String tensorName) {
            for (String segment : tensorName.toLowerCase(Locale.ROOT).split("\\.", -1)) {
                boolean exempt = segment.equals("norm")
                        || segment.endsWith("_norm")
                        || EXEMPT_PARTS.stream().anyMatch(segment::contains);
                if (exempt) {
                    return false;
                }
            }
            return true;
        }
    },
    ALL {
        @Override
        public boolean decays(String tensorName) {
            return true;
        }
    };

    private static final List<String> EXEMPT_PARTS = List.of("bias", "layernorm", "rmsnorm");

    /**
     * Whether a tensor decays.
     *
     * @param tensorName in Hugging Face's layout, such as {@code model.layers.0.self_attn.q_proj.weight}
     */
    public abstract boolean decays(String tensorName);
}
