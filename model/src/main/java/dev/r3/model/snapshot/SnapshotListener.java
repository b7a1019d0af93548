package dev.r3.model.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Hears what a run's owner should know although the run goes on. */
public interface SnapshotListener {

    /** A snapshot isn't used; an older one may be. */
    void damaged(Damage damage);

    /** The snapshot comes from another environment: what follows need not be bitwise equal to an uninterrupted run. */
    void environmentDiffers(Path folder, List<EnvironmentDifference> differences);

    /** What an interrupted writer or an interrupted deletion left has been removed. */
    void removedLeftover(Path folder);

    /** A folder that is no longer needed could not be removed; it takes up space until the store is opened again. */
    void notRemoved(Path folder, IOException reason);
}
