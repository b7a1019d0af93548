package dev.r3.model.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The machine's own disk. */
final class LocalDisk implements Disk {

    @Override
    public void createFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
    }

    @Override
    public void writeFile(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
    }

    @Override
    public void force(Path fileOrFolder) throws IOException {
        boolean folder = Files.isDirectory(fileOrFolder, LinkOption.NOFOLLOW_LINKS);
        if (folder
                && !fileOrFolder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // Windows has no handle of a folder to force.
            return;
        }
        try (FileChannel channel =
                FileChannel.open(fileOrFolder, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    @Override
    public void rename(Path folder, Path newName) throws IOException {
        if (Files.exists(newName, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(newName.toString());
        }
        Files.move(folder, newName, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path fileOrFolder) throws IOException {
        Files.delete(fileOrFolder);
    }
}
