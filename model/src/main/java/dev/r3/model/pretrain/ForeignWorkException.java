package dev.r3.model.pretrain;

import java.nio.file.Path;

/** A work folder holds the unfinished run of another plan. */
public final class ForeignWorkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForeignWorkException(Path folder) {
        super(folder + " holds an unfinished run of another spec or of other held-out tasks;"
                + " remove it, or choose another --out");
    }
}
