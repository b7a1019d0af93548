package dev.r3.activities.stage;

import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.verifiers.api.CodeDigest;
import dev.r3.workflows.contract.Digest;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which code of R3 a process runs. */
public final class RunningCode {
    /** The package of all of R3's modules, and of none else. */
    private static final String PACKAGE = "dev/r3/";

    private RunningCode() {}

    /**
     * The digest of all that the class path has in R3's packages, in folders and jars alike: SHA-256 over a line for each
     * file in the order of their names (name, space, SHA-256, line feed). A class's is that of its normal form
     * ({@link CodeDigest#ofClassFile}), so that comments and the compiler leave it alone. Libraries and plug-ins are not in
     * it. A class path that is built anew while a process runs is read as it is then: read it at the start.
     *
     * @throws StorageFailure if a file can't be read
     */
    public static Digest digest() {
        return digest(RunningCode.class.getClassLoader());
    }

    static Digest digest(ClassLoader loader) {
        SortedMap<String, String> digests = new TreeMap<>();
        try {
            for (URL root : Collections.list(loader.getResources(PACKAGE))) {
                add(root, digests);
            }
        } catch (IOException e) {
            throw new StorageFailure("cannot read R3's own code: " + FileFailures.explain(e), e);
        }
        StringBuilder lines = new StringBuilder();
        digests.forEach(
                (name, digest) -> lines.append(name).append(' ').append(digest).append('\n'));
        return Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void add(URL root, SortedMap<String, String> digests) throws IOException {
        if (root.openConnection() instanceof JarURLConnection jar) {
            try (FileSystem files = FileSystems.newFileSystem(path(jar.getJarFileURL()))) {
                add(files.getPath(PACKAGE), digests);
            }
        } else {
            add(path(root), digests);
        }
    }

    private static Path path(URL file) {
        try {
            return Path.of(new URI(file.toString()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no place of code: " + file, e);
        }
    }

    private static void add(Path folder, SortedMap<String, String> digests) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            byte[] content = Files.readAllBytes(file);
            digests.put(
                    name,
                    name.endsWith(".class")
                            ? CodeDigest.ofClassFile(content)
                            : Sha256.of(content).hex());
        }
    }
}
