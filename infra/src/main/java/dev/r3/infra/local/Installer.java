package dev.r3.infra.local;

import java.io.IOException;
import java.nio.file.Path;

/** Puts a tool into a folder. */
@FunctionalInterface
interface Installer {
    /**
     * Installs it.
     *
     * @param folder empty; what is in it when this returns is the tool, and may be moved as a whole afterwards
     */
    void install(Path folder) throws InstallException, IOException, InterruptedException;
}
