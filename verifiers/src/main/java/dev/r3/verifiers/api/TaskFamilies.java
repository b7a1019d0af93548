package dev.r3.verifiers.api;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The task families at hand: those on the class path and those of plug-in jars. */
public final class TaskFamilies {

    private static final String CLASS_PATH = "R3 itself";

    private final SortedMap<String, Found> families = new TreeMap<>();
    private final SortedMap<String, AnswerNaming<?>> namings = new TreeMap<>();

    /** A family and where it comes from. */
    private record Found(TaskFamily<?> family, String origin) {}

    private TaskFamilies() {}

    /**
     * Finds families on the class path and in the jars of the given folders; a folder that does not exist holds none.
     *
     * @throws IllegalArgumentException if a jar is broken, two families have one id, one cannot be loaded, or an id is
     *     not in lower case with dashes; the message names the jar
     */
    public static TaskFamilies load(List<Path> pluginFolders) {
        TaskFamilies found = new TaskFamilies();
        for (TaskFamily<?> family : ServiceLoader.load(TaskFamily.class, TaskFamilies.class.getClassLoader())) {
            found.add(family, CLASS_PATH);
        }
        List<Plugin> plugins = pluginFolders.stream()
                .flatMap(folder -> Plugin.in(folder).stream())
                .toList();
        // The loader stays open for the life of the process: families load classes lazily.
        @SuppressWarnings("resource")
        ClassLoader loader = new URLClassLoader(
                plugins.stream().map(Plugin::url).toArray(URL[]::new), TaskFamilies.class.getClassLoader());
        for (Plugin plugin : plugins) {
            plugin.families(loader)
                    .forEach(family -> found.add(family, plugin.jar().toString()));
        }
        found.addNamings(loader);
        return found;
    }

    private void addNamings(ClassLoader loader) {
        try {
            for (AnswerNaming<?> naming : ServiceLoader.load(AnswerNaming.class, loader)) {
                if (namings.putIfAbsent(naming.family(), naming) != null) {
                    throw new IllegalArgumentException(
                            "what names an answer of task family '%s' is given twice, by %s too; remove one"
                                    .formatted(
                                            naming.family(), naming.getClass().getName()));
                }
            }
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException(
                    "what names an answer of a task family cannot be loaded: " + e.getMessage(), e);
        }
    }

    private void add(TaskFamily<?> family, String origin) {
        if (!Names.isDashed(family.id())) {
            throw new IllegalArgumentException("id of task family %s (%s) is not in lower case with dashes: %s"
                    .formatted(family.getClass().getName(), origin, family.id()));
        }
        Found other = families.putIfAbsent(family.id(), new Found(family, origin));
        if (other != null) {
            throw new IllegalArgumentException(
                    "task family '%s' is given twice: by %s (%s) and by %s (%s); remove one, or give it another id"
                            .formatted(
                                    family.id(),
                                    other.family().getClass().getName(),
                                    other.origin(),
                                    family.getClass().getName(),
                                    origin));
        }
    }

    public List<TaskFamily<?>> all() {
        return families.values().stream().<TaskFamily<?>>map(Found::family).toList();
    }

    public Optional<TaskFamily<?>> find(String id) {
        return Optional.ofNullable(families.get(id)).map(Found::family);
    }

    /** What tells whether texts name answers of a family; empty if that can't be told. */
    public Optional<AnswerNaming<?>> naming(String family) {
        return Optional.ofNullable(namings.get(family));
    }
}
