package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.activities.dataset.Side;
import java.util.Locale;

/** A data set's profile for people. */
final class DatasetProfileTable {

    private DatasetProfileTable() {}

    /** Prints the JSON form of a {@link dev.r3.activities.dataset.DatasetProfile}. */
    static void print(JsonNode profile) {
        Table table = Table.withHeader("rows read", number(profile.path("rows_read")));
        profile.path("rejects")
                .properties()
                .forEach(reason -> table.row("  rejected, " + reason.getKey(), number(reason.getValue())));
        table.row("  duplicates", number(profile.path("duplicates")));
        table.row("tasks", number(profile.path("accepted")));
        for (Side side : Side.values()) {
            table.row("  " + side.label(), number(profile.path("splits").path(side.label())));
        }
        JsonNode proof = profile.path("proof");
        table.row("gold answers that pass", proof(proof.path("gold_passed"), proof.path("gold_judged")));
        table.row("empty answers that fail", proof(proof.path("empty_failed"), proof.path("empty_judged")));
        profile.path("columns").forEach(column -> table.row(summary(column)));
        table.row("content", profile.path("digest").asText());
        table.print();
    }

    private static String proof(JsonNode asExpected, JsonNode judged) {
        return judged.asLong() == 0
                ? "the data has none"
                : "%,d of %,d".formatted(asExpected.asLong(), judged.asLong());
    }

    private static String[] summary(JsonNode column) {
        String measured = "%s, %s"
                .formatted(
                        column.path("column").asText(),
                        column.path("measure").asText().toLowerCase(Locale.ROOT));
        return new String[] {
            measured, "%s to %s, mean %s".formatted(column.path("least"), column.path("most"), column.path("mean"))
        };
    }

    private static String number(JsonNode value) {
        return "%,d".formatted(value.asLong());
    }
}
