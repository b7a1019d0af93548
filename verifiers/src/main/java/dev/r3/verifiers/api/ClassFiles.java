package dev.r3.verifiers.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import org.jspecify.annotations.Nullable;

/**
 * The class files that belong to a class: those of R3's verifiers and, if it is a plug-in's, those of its own jar.
 *
 * @param rootName the class's name with slashes
 * @param origin the address of the plug-in's jar or folder; empty for R3's own classes
 */
record ClassFiles(ClassLoader loader, String rootName, String origin) {

    private static final String VERIFIERS = "dev/r3/verifiers/";

    static ClassFiles around(Class<?> root) {
        ClassLoader loader = root.getClassLoader();
        if (loader == null) {
            throw new IllegalArgumentException("not a class of R3 or of a plug-in: " + root.getName());
        }
        String name = root.getName().replace('.', '/');
        String address = found(loader, name).toString();
        String origin = name.startsWith(VERIFIERS)
                ? ""
                : address.substring(0, address.length() - fileOf(name).length());
        return new ClassFiles(loader, name, origin);
    }

    /** Whether a class that the code names is part of the code. */
    boolean follow(String name) {
        if (name.startsWith(VERIFIERS)) {
            return true;
        }
        URL file = origin.isEmpty() ? null : loader.getResource(fileOf(name));
        return file != null && file.toString().startsWith(origin);
    }

    byte[] read(String name) {
        try {
            URLConnection connection = found(loader, name).openConnection();
            // The cache would go on reading a plug-in's jar after it was replaced.
            connection.setUseCaches(false);
            try (InputStream in = connection.getInputStream()) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read class file of " + name, e);
        }
    }

    private static URL found(ClassLoader loader, String name) {
        @Nullable URL file = loader.getResource(fileOf(name));
        if (file == null) {
            throw new IllegalStateException("class file of %s is not found".formatted(name));
        }
        return file;
    }

    private static String fileOf(String name) {
        return name + ".class";
    }
}
