package dev.r3.model.snapshot;

import java.io.IOException;
import java.nio.file.Path;

/** Every change that the store makes to the disk, one by one; tests stop between any two of them. */
interface Disk {

    void createFolder(Path folder) throws IOException;

    /** Writes a new file; it is not on the disk before {@link #force}. */
    void writeFile(Path file, String text) throws IOException;

    /** Returns when the file's content, or the folder's list of names, is on the disk. */
    void force(Path fileOrFolder) throws IOException;

    /** Gives a folder another name in one step; the new name must not exist. */
    void rename(Path folder, Path newName) throws IOException;

    /** Deletes a file or an empty folder. */
    void delete(Path fileOrFolder) throws IOException;
}
