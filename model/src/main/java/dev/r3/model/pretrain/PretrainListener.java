package dev.r3.model.pretrain;

import dev.r3.model.snapshot.SnapshotListener;
import dev.r3.model.train.UpdateListener;

/** Hears how a model is made. */
public interface PretrainListener extends SnapshotListener, UpdateListener {
    /** A part of the work begins, such as {@code writing the corpus}. */
    void begins(String part);
}
