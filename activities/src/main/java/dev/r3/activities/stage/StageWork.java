package dev.r3.activities.stage;

import java.nio.file.Path;

/** Computes a stage in a scratch folder of its own, which is removed afterwards. */
@FunctionalInterface
public interface StageWork {
    StageOutput compute(Path scratch);
}
