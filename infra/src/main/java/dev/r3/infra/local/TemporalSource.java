package dev.r3.infra.local;

import java.io.IOException;
import java.nio.file.Path;

/** A place to get Temporal's command line program from. */
interface TemporalSource {
    /** What it does and how long that takes, for a person; starts with a verb in -ing. */
    String title();

    /** Puts the program into a folder under the name {@link TemporalTool#PROGRAM}. */
    void provide(Path folder, Path log) throws InstallException, IOException, InterruptedException;
}
