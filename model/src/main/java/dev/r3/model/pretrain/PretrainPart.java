package dev.r3.model.pretrain;

/** A part of the work of making a model. */
public enum PretrainPart {
    CORPUS("writing the corpus"),
    TOKENIZER("learning the tokenizer"),
    TRAINING("training");

    private final String label;

    PretrainPart(String label) {
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }
}
