package dev.r3.model.pretrain;

import dev.r3.model.snapshot.SnapshotListener;
import dev.r3.model.train.UpdateListener;

/** Hears how a model is made. */
public interface PretrainListener extends SnapshotListener, UpdateListener {
    /** A part of the work begins; one that is done already doesn't. */
    void begins(PretrainPart part);
}
