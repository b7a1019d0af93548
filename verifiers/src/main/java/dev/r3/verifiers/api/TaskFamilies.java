package dev.r3.verifiers.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The task families at hand: those on the class path and those of plug-in jars. */
public final class TaskFamilies {

    private final SortedMap<String, TaskFamily<?>> families = new TreeMap<>();

    private TaskFamilies() {}

    /**
     * Finds families on the class path and in the jars of the given folders; a folder that does not exist holds none.
     *
     * @throws IllegalArgumentException if two families have one id, or one cannot be loaded, or an id is not in lower case with dashes
     */
    public static TaskFamilies load(List<Path> pluginFolders) {
        TaskFamilies found = new TaskFamilies();
        // The loader stays open for the life of the process: families load classes lazily.
        @SuppressWarnings("resource")
        ClassLoader loader = new URLClassLoader(jars(pluginFolders), TaskFamilies.class.getClassLoader());
        for (TaskFamily<?> family : services(loader)) {
            if (!Names.isDashed(family.id())) {
                throw new IllegalArgumentException("id of task family %s is not in lower case with dashes: %s"
                        .formatted(family.getClass().getName(), family.id()));
            }
            TaskFamily<?> other = found.families.putIfAbsent(family.id(), family);
            if (other != null) {
                throw new IllegalArgumentException("task family '%s' is given twice: by %s and by %s"
                        .formatted(
                                family.id(),
                                other.getClass().getName(),
                                family.getClass().getName()));
            }
        }
        return found;
    }

    private static List<TaskFamily<?>> services(ClassLoader loader) {
        List<TaskFamily<?>> found = new ArrayList<>();
        try {
            for (TaskFamily<?> family : ServiceLoader.load(TaskFamily.class, loader)) {
                found.add(family);
            }
            return found;
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new IllegalArgumentException("a plug-in's task family cannot be loaded: " + e.getMessage(), e);
        }
    }

    public List<TaskFamily<?>> all() {
        return List.copyOf(families.values());
    }

    public Optional<TaskFamily<?>> find(String id) {
        return Optional.ofNullable(families.get(id));
    }

    private static URL[] jars(List<Path> folders) {
        List<URL> urls = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path jar : files.filter(f -> f.toString().endsWith(".jar"))
                        .sorted()
                        .toList()) {
                    urls.add(url(jar));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list plug-in folder " + folder, e);
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a jar: " + jar, e);
        }
    }
}
