package dev.r3.model.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another run writes snapshots to the same folder. */
public final class StoreInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    StoreInUseException(Path lock, @Nullable Throwable cause) {
        super("another run writes its snapshots to " + lock.getParent(), cause);
    }
}
