package dev.r3.activities.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.r3.activities.failure.DataFailure;
import dev.r3.verifiers.api.InvalidTaskException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes rejected rows to a side file, each with its number, its reason and its first characters. */
final class Rejects implements AutoCloseable {

    private static final int MOST_ROW_CHARACTERS = 2_000;

    private final BufferedWriter writer;
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private String first = "";

    private Rejects(BufferedWriter writer) {
        this.writer = writer;
    }

    static Rejects create(Path file) throws IOException {
        return new Rejects(Files.newBufferedWriter(file));
    }

    void add(long row, InvalidTaskException cause, String text) throws IOException {
        if (counts.isEmpty()) {
            first = "row %d: %s".formatted(row, cause.getMessage());
        }
        counts.merge(cause.reason(), 1L, Long::sum);
        writer.write(JsonNodeFactory.instance
                .objectNode()
                .put("row", row)
                .put("reason", cause.reason())
                .put("message", cause.getMessage())
                .put("data", text.length() > MOST_ROW_CHARACTERS ? text.substring(0, MOST_ROW_CHARACTERS) : text)
                .toString());
        writer.newLine();
    }

    SortedMap<String, Long> counts() {
        return counts;
    }

    /** @throws DataFailure if there are no tasks, or more rejects than allowed; names the first one */
    void require(Path source, long rows, double mostRejected) {
        long rejected = counts.values().stream().mapToLong(Long::longValue).sum();
        if (rows == 0) {
            throw new DataFailure("%s has no rows; expected a data set".formatted(source));
        }
        if (rejected == rows || (double) rejected / rows > mostRejected) {
            throw new DataFailure(
                    "%s: %d of %d rows are rejected, a share of %.4f; expected at most %s. Reasons: %s; %s. Mend the data"
                                    .formatted(
                                            source,
                                            rejected,
                                            rows,
                                            (double) rejected / rows,
                                            mostRejected,
                                            counts,
                                            first)
                            + " or its data.columns, or raise data.proof.rejected");
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
