package dev.r3.model.snapshot;

import java.io.IOException;
import java.nio.file.Path;

/** A disk on which nothing happens any more after a number of changes, as when the process is killed. */
final class CrashingDisk implements Disk {

    /** The end of the simulated process. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Disk disk = new LocalDisk();
    private final int survivedChanges;
    private int changes;

    CrashingDisk(int survivedChanges) {
        this.survivedChanges = survivedChanges;
    }

    int changes() {
        return changes;
    }

    /** A change that isn't the store's own; crashes in its turn. */
    void step() {
        if (changes == survivedChanges) {
            throw new Crash();
        }
        changes++;
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        step();
        disk.createFolder(folder);
    }

    @Override
    public void writeFile(Path file, String text) throws IOException {
        step();
        // Half of it can reach the disk before the end.
        disk.writeFile(file, changes == survivedChanges ? text.substring(text.length() / 2) : text);
    }

    @Override
    public void force(Path fileOrFolder) throws IOException {
        step();
        disk.force(fileOrFolder);
    }

    @Override
    public void rename(Path folder, Path newName) throws IOException {
        step();
        disk.rename(folder, newName);
    }

    @Override
    public void delete(Path fileOrFolder) throws IOException {
        step();
        disk.delete(fileOrFolder);
    }
}
