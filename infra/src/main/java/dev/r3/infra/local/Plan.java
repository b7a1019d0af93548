package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a stack process is to run. Callers add to it; the stack process follows it.
 *
 * @param revision grows with every request, so that a caller sees when its own was acted on
 * @param services at most one entry for each service
 */
record Plan(long revision, List<Entry> services) {
    static final Plan EMPTY = new Plan(0, List.of());

    Plan {
        services = List.copyOf(services);
    }

    /** The plan in a file; empty if there is none. */
    static Plan read(Path file) throws IOException {
        return JsonFile.read(file, Plan.class).orElse(EMPTY);
    }

    /** This plan and more; a new entry replaces the old one of its service. */
    Plan with(Collection<Entry> entries) {
        var merged = new TreeMap<Service, Entry>();
        services.forEach(entry -> merged.put(entry.service(), entry));
        entries.forEach(entry -> merged.put(entry.service(), entry));
        return new Plan(revision + 1, List.copyOf(merged.values()));
    }

    /**
     * One service.
     *
     * @param service which
     * @param tool the program to run; null for what needs none
     * @param absence why it cannot run here; null if it can
     */
    record Entry(
            Service service,
            @Nullable String tool,
            @Nullable String absence) {
        Entry {
            requireNonNull(service, "service is null");
        }
    }
}
