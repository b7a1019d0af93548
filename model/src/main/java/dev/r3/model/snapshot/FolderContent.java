package dev.r3.model.snapshot;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What lies below a folder; links are not followed.
 *
 * @param sizes of the regular files in bytes, by name with slashes
 * @param others names of links and whatever else is neither a file nor a folder
 * @param folders itself and the folders below it, the deepest first
 */
record FolderContent(SortedMap<String, Long> sizes, List<String> others, List<Path> folders) {

    FolderContent {
        sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
        others = List.copyOf(others);
        folders = List.copyOf(folders);
    }

    static FolderContent of(Path root) throws IOException {
        Map<String, Long> sizes = new HashMap<>();
        List<String> others = new ArrayList<>();
        List<Path> folders = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = name(root, file);
                if (attributes.isRegularFile()) {
                    sizes.put(name, attributes.size());
                } else {
                    others.add(name);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                folders.add(folder);
                return super.postVisitDirectory(folder, e);
            }
        });
        Collections.sort(others);
        return new FolderContent(new TreeMap<>(sizes), others, folders);
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace(root.getFileSystem().getSeparator(), "/");
    }
}
