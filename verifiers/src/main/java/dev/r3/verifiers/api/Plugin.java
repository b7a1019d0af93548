package dev.r3.verifiers.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * A jar in a plug-in folder. Java's own service loader would pass over a jar that is cut or broken, and would not say
 * from which jar a family comes.
 *
 * @param providers names of its task families' classes; a jar with none is a library of the others
 */
record Plugin(Path jar, List<String> providers) {

    private static final String SERVICE = "META-INF/services/" + TaskFamily.class.getName();

    /** The jars of a folder in the order of their names; none if the folder does not exist. */
    static List<Plugin> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(Plugin::open)
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("plug-in folder %s cannot be listed: %s".formatted(folder, e), e);
        }
    }

    private static Plugin open(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry services = file.getEntry(SERVICE);
            return new Plugin(jar, services == null ? List.of() : providers(file.getInputStream(services)));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "plug-in %s is not a whole jar (%s); copy it again or remove it".formatted(jar, e.getMessage()), e);
        }
    }

    private static List<String> providers(InputStream services) throws IOException {
        List<String> names = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(services, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int comment = line.indexOf('#');
                String name = (comment < 0 ? line : line.substring(0, comment)).strip();
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** Creates this jar's families with the loader of all plug-ins. */
    List<TaskFamily<?>> families(ClassLoader loader) {
        return providers.stream()
                .<TaskFamily<?>>map(name -> family(name, loader))
                .toList();
    }

    private TaskFamily<?> family(String provider, ClassLoader loader) {
        try {
            return (TaskFamily<?>)
                    loader.loadClass(provider).getDeclaredConstructor().newInstance();
        } catch (UnsupportedClassVersionError e) {
            throw new IllegalArgumentException(
                    "plug-in %s is compiled for a newer Java than this one (%d): %s; run R3 on that Java, or compile it with --release %d"
                            .formatted(
                                    jar,
                                    Runtime.version().feature(),
                                    e.getMessage(),
                                    Runtime.version().feature()),
                    e);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "plug-in %s names task family %s in %s but holds no such class".formatted(jar, provider, SERVICE),
                    e);
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            throw new IllegalArgumentException(
                    "task family %s of plug-in %s cannot be created: %s".formatted(provider, jar, cause(e)), e);
        }
    }

    private static Throwable cause(Throwable e) {
        return e.getCause() == null ? e : e.getCause();
    }

    URL url() {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a jar: " + jar, e);
        }
    }
}
