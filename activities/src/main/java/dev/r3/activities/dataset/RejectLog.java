package dev.r3.activities.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.InvalidTaskException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the rows that are no task, one JSON object a line: {@code row} (its number from 1), {@code reason},
 * {@code message} and {@code data}, or {@code data_start} where the row is long.
 */
final class RejectLog implements AutoCloseable {

    private static final int MAX_MESSAGE = 1000;
    private static final int MAX_DATA = 16_384;
    private static final int EXAMPLES = 3;

    private final Writer writer;
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final List<String> examples = new ArrayList<>();

    private RejectLog(Writer writer) {
        this.writer = writer;
    }

    static RejectLog create(Path file) throws IOException {
        return new RejectLog(Files.newBufferedWriter(file));
    }

    void add(long number, InvalidTaskException reject, JsonNode data) throws IOException {
        counts.merge(reject.reason(), 1L, Long::sum);
        String message = Cut.to(MAX_MESSAGE, String.valueOf(reject.getMessage()));
        if (examples.size() < EXAMPLES) {
            examples.add("row %d: %s: %s".formatted(number, reject.reason(), message));
        }
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("row", number)
                .put("reason", reject.reason())
                .put("message", message);
        String text = data.toString();
        if (text.length() <= MAX_DATA) {
            line.set("data", data);
        } else {
            line.put("data_start", Cut.to(MAX_DATA, text));
        }
        writer.append(line.toString()).append('\n');
    }

    /** How many rows for each reason. */
    SortedMap<String, Long> counts() {
        return counts;
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The reasons with their counts and the first rows, for a message. */
    String summary() {
        return "%s; first: %s".formatted(counts, String.join("; ", examples));
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
