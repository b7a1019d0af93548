package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** A data set's profile for people. */
final class DatasetProfileTable {

    private DatasetProfileTable() {}

    /** Prints the JSON form of a {@link dev.r3.activities.dataset.DatasetProfile}. */
    static void print(JsonNode profile) {
        Table table = Table.withHeader("rows read", number(profile.path("rows")));
        profile.path("rejects")
                .properties()
                .forEach(reason -> table.row("  rejected, " + reason.getKey(), number(reason.getValue())));
        table.row("  duplicates", number(profile.path("duplicates")));
        table.row("tasks", number(profile.path("tasks")));
        for (String side : new String[] {"train", "validation", "test"}) {
            table.row("  " + side, number(profile.path("splits").path(side)));
        }
        table.row("gold answers that pass", proof(profile.path("gold")));
        table.row("empty answers that fail", proof(profile.path("empty")));
        table.row("content", profile.path("content").asText());
        table.print();
    }

    private static String proof(JsonNode proof) {
        long judged = proof.path("judged").asLong();
        return judged == 0
                ? "the data has none"
                : "%,d of %,d".formatted(proof.path("asExpected").asLong(), judged);
    }

    private static String number(JsonNode value) {
        return "%,d".formatted(value.asLong());
    }
}
