package dev.r3.activities.dataset;

import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.table.Database;
import dev.r3.activities.table.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An ingested data set without the test tasks that a model is trained on. Tasks are told by their ids, which say the same
 * within one family only: all that is read here has to be of one.
 */
final class UntaughtTasks {
    /** The sides that decide what a model becomes: the one it learns from, and the one its best step is chosen by. */
    static final List<Side> TAUGHT = List.of(Side.TRAIN, Side.VALIDATION);

    private static final String REASON = "trained on";

    private UntaughtTasks() {}

    /**
     * Writes the test side anew.
     *
     * @param all the test side with all tasks
     * @param taught sides with tasks that are to be left out; of the same family
     * @param target the test side without
     * @return the profile of what is left: what was left out counts among the rejects
     * @throws DataFailure if the files can't be read
     */
    static DatasetProfile write(DatasetProfile whole, Path all, List<Path> taught, Path target) {
        try (Database database = Database.open(target.resolveSibling(".spill"))) {
            // One thread: the borders of row groups must not depend on who is faster.
            database.execute("SET threads = 1");
            database.execute("CREATE TABLE taught AS SELECT DISTINCT %s FROM read_parquet([%s])"
                    .formatted(SplitWriter.TASK_ID, files(taught)));
            database.execute("COPY (SELECT * %s) TO %s (FORMAT parquet, COMPRESSION zstd)"
                    .formatted(
                            rows(all, "NOT IN"),
                            Sql.literal(target.toAbsolutePath().toString())));
            return profile(whole, database, "SELECT %s %s".formatted(SplitWriter.TASK_ID, rows(all, "IN")));
        } catch (SQLException e) {
            throw new DataFailure("cannot leave out what is trained on: %s".formatted(e.getMessage()), e);
        }
    }

    private static String rows(Path all, String membership) {
        return "FROM read_parquet([%s]) WHERE %s %s (SELECT %s FROM taught) ORDER BY %s"
                .formatted(
                        files(List.of(all)), SplitWriter.TASK_ID, membership, SplitWriter.TASK_ID, SplitWriter.TASK_ID);
    }

    /** How many tasks were left out. */
    static long leftOut(DatasetProfile profile) {
        return profile.rejects().getOrDefault(REASON, 0L);
    }

    private static String files(List<Path> files) {
        return files.stream()
                .map(file -> Sql.literal(Sql.pattern(file.toAbsolutePath().toString())))
                .collect(Collectors.joining(", "));
    }

    private static DatasetProfile profile(DatasetProfile whole, Database database, String leftOut) throws SQLException {
        MessageDigest digest = ContentDigest.sha256();
        digest.update(bytes(whole.digest()));
        long[] count = new long[1];
        database.forEach(leftOut, row -> {
            digest.update(bytes(" " + row.getString(1)));
            count[0]++;
        });
        if (count[0] == 0) {
            return whole;
        }
        SortedMap<String, Long> rejects = new TreeMap<>(whole.rejects());
        rejects.put(REASON, count[0]);
        SplitSizes sizes = whole.splits();
        return new DatasetProfile(
                whole.family(),
                whole.rowsRead(),
                whole.accepted() - count[0],
                whole.duplicates(),
                rejects,
                new SplitSizes(sizes.train(), sizes.validation(), sizes.test() - count[0]),
                HexFormat.of().formatHex(digest.digest()),
                whole.proof(),
                whole.columns());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The profile's file beside the sides. */
    static void writeProfile(DatasetProfile profile, Path folder) {
        try {
            Files.writeString(folder.resolve(ProfileFile.NAME), ProfileFile.json(profile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
