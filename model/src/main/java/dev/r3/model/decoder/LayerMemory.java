package dev.r3.model.decoder;

/** What a forward pass of training keeps of each layer. */
public enum LayerMemory {
    /** All that the backward pass needs. */
    KEPT,
    /** The layer's input alone; the backward pass runs it again. Gradient checkpointing. */
    RECOMPUTED
}
