package dev.r3.activities.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.workflows.contract.Digest;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class RunningCodeTest {
    @TempDir
    Path folder;

    @Test
    void isTheSameInFoldersAndJars() throws IOException {
        Path folders = write(folder.resolve("classes"), "text");
        Digest digest = digest(folders);
        assertThat(digest(jar("all.jar", folders))).isEqualTo(digest);
        assertThat(digest(folders, jar("library.jar", Files.createDirectories(folder.resolve("org/other")))))
                .as("libraries are not in it")
                .isEqualTo(digest);
    }

    @Test
    void followsWhatTheCodeIs() throws IOException {
        Digest digest = digest(write(folder.resolve("one"), "text"));
        assertThat(digest(write(folder.resolve("same"), "text"))).isEqualTo(digest);
        Path resource = write(folder.resolve("resource"), "another text");
        assertThat(digest(resource)).isNotEqualTo(digest);
        Path code = write(folder.resolve("code"), "text");
        Files.write(code.resolve("dev/r3/some/Type.class"), type("field", "Type.java"));
        assertThat(digest(code)).isNotEqualTo(digest);
        Path debugged = write(folder.resolve("debugged"), "text");
        Files.write(debugged.resolve("dev/r3/some/Type.class"), type("", "Moved.java"));
        assertThat(digest(debugged)).as("debug information is left out").isEqualTo(digest);
    }

    @Test
    void thisProcessHasOne() {
        assertThat(RunningCode.digest()).isEqualTo(RunningCode.digest());
    }

    private static Path write(Path root, String resource) throws IOException {
        Files.createDirectories(root.resolve("dev/r3/some"));
        Files.write(root.resolve("dev/r3/some/Type.class"), type("", "Type.java"));
        Files.writeString(root.resolve("dev/r3/some/resource.txt"), resource);
        Files.createDirectories(root.resolve("org/other"));
        Files.writeString(root.resolve("org/other/resource.txt"), root.toString());
        return root;
    }

    private static byte[] type(String field, String source) {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "dev/r3/some/Type", null, "java/lang/Object", null);
        type.visitSource(source, null);
        if (!field.isEmpty()) {
            type.visitField(Opcodes.ACC_PUBLIC, field, "I", null, null).visitEnd();
        }
        type.visitEnd();
        return type.toByteArray();
    }

    private Path jar(String name, Path content) throws IOException {
        Path jar = folder.resolve(name);
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"));
                var found = Files.walk(content)) {
            for (Path file : found.toList()) {
                Path inside = files.getPath(content.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(inside);
                } else {
                    Files.copy(file, inside);
                }
            }
        }
        return jar;
    }

    private static Digest digest(Path... classPath) throws IOException {
        URL[] urls = new URL[classPath.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = classPath[i].toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            return RunningCode.digest(loader);
        }
    }
}
