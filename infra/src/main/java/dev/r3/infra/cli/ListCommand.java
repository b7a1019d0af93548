package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.catalog.CatalogEntry;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code r3 list}: all experiments. */
@Command(name = "list", description = "Lists the experiments of the artifact store, the newest first.")
final class ListCommand implements Runnable {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public void run() {
        Pipeline.use(pipeline -> {
            List<CatalogEntry> entries = new Catalog(pipeline.store()).entries();
            if (json) {
                printJson(pipeline, entries);
            } else {
                print(pipeline, entries);
            }
        });
    }

    private static void print(Pipeline pipeline, List<CatalogEntry> entries) throws UnreachableException {
        Table table = Table.withHeader("experiment", "state", "task", "first started", "user", "commit");
        for (CatalogEntry entry : entries) {
            table.row(
                    entry.id().value(),
                    state(pipeline, entry),
                    entry.task(),
                    minutes(entry.startedAt()),
                    entry.user(),
                    entry.commit().substring(0, Math.min(8, entry.commit().length())));
        }
        table.print();
    }

    /** A time of day in this machine's zone, of milliseconds since 1970. */
    static String minutes(long millis) {
        return MINUTES.format(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
    }

    private static void printJson(Pipeline pipeline, List<CatalogEntry> entries) throws UnreachableException {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (CatalogEntry entry : entries) {
            all.addObject()
                    .put("experiment", entry.id().value())
                    .put("state", state(pipeline, entry))
                    .put("task", entry.task())
                    .put("started_at", entry.startedAt())
                    .put("user", entry.user())
                    .put("commit", entry.commit());
        }
        Terminal.result(all.toPrettyString());
    }

    private static String state(Pipeline pipeline, CatalogEntry entry) throws UnreachableException {
        return pipeline.experiments().state(entry.id()).name().toLowerCase(Locale.ROOT);
    }
}
