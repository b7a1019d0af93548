package dev.r3.model.lora;

/** The two matrices of an adapter; files store A as [rank, in] and B as [out, rank]. */
public enum LoraFactor {
    A,
    B;

    private static final String MODEL = "base_model.model.";
    private static final String WEIGHT = ".weight";

    /**
     * PEFT's name of a weight's factor: {@code base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight}.
     *
     * @param weight the adapted weight's published name
     */
    public String nameFor(String weight) {
        if (!weight.endsWith(WEIGHT)) {
            throw new IllegalArgumentException("not a weight: " + weight);
        }
        return MODEL + weight.substring(0, weight.length() - WEIGHT.length()) + suffix();
    }

    /** Whether a tensor is this factor, by PEFT's name for it. */
    boolean names(String tensor) {
        return tensor.endsWith(suffix());
    }

    private String suffix() {
        return ".lora_" + name() + WEIGHT;
    }
}
