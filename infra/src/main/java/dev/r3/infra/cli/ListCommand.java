package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.catalog.CatalogEntry;
import dev.r3.infra.s3.S3ArtifactStore;
import dev.r3.infra.settings.Services;
import java.time.Duration;
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

    /** Shorter than a command's that can't do without Temporal: there is a list without it, too. */
    private static final Duration TEMPORALS_PATIENCE = Duration.ofSeconds(5);

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public void run() {
        Services services = ServiceFinder.find();
        try (S3ArtifactStore store = new S3ArtifactStore(services.artifacts())) {
            List<ListedExperiment> all =
                    ListedExperiment.all(new Catalog(store), services.temporal(), TEMPORALS_PATIENCE);
            if (json) {
                printJson(all);
            } else {
                print(all);
            }
        } catch (StorageFailure e) {
            throw UserError.failed(e);
        }
    }

    private static void print(List<ListedExperiment> all) {
        Table table = Table.withHeader("experiment", "state", "task", "first started", "user", "commit");
        for (ListedExperiment listed : all) {
            CatalogEntry entry = listed.entry();
            table.row(
                    entry.id().value(),
                    listed.state(),
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

    private static void printJson(List<ListedExperiment> listed) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        listed.forEach(experiment -> all.addObject()
                .put("experiment", experiment.entry().id().value())
                .put("state", experiment.state())
                .put("task", experiment.entry().task())
                .put("started_at", experiment.entry().startedAt())
                .put("user", experiment.entry().user())
                .put("commit", experiment.entry().commit()));
        Terminal.result(all.toPrettyString());
    }
}
