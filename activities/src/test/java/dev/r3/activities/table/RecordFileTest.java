package dev.r3.activities.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.workflows.contract.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
    @TempDir
    Path folder;

    /** How an answer went. */
    enum Mood {
        GOOD,
        BAD
    }

    /** What is said of a task. */
    record Said(String text, boolean whole, Mood mood, List<Integer> tokens) {}

    /** A row. */
    record Kept(String task, long count, double share, List<Said> all, Said last) {}

    private static final String ODD = "\u0000 \"quoted\" 'it' \\ \n\t é 😀 null {} [1]";

    private static Kept kept(int i) {
        Said said = new Said(i + ODD, i % 2 == 0, i % 3 == 0 ? Mood.GOOD : Mood.BAD, List.of(i, -i, Integer.MAX_VALUE));
        Said silent = new Said("", false, Mood.BAD, List.of());
        return new Kept("task-" + i, Long.MIN_VALUE + i, i / 7.0, i % 2 == 0 ? List.of() : List.of(said, silent), said);
    }

    @Test
    void rowsComeBackAsTheyWere() {
        List<Kept> rows =
                IntStream.range(0, 5_000).mapToObj(RecordFileTest::kept).toList();
        Path file = folder.resolve("rows [a]*.parquet");
        RecordFile.write(file, Kept.class, rows);
        assertThat(RecordFile.read(file, Kept.class)).isEqualTo(rows);
        assertThat(folder).isDirectoryNotContaining("glob:**.spill*");
        RecordFile.write(file, Kept.class, List.of());
        assertThat(RecordFile.read(file, Kept.class)).isEmpty();
    }

    @Test
    void equalRowsGiveEqualBytesAndOthersAnotherDigest() {
        List<Kept> rows = IntStream.range(0, 300).mapToObj(RecordFileTest::kept).toList();
        List<Kept> others = new ArrayList<>(rows);
        others.set(17, kept(3_000));
        Digest one = RecordFile.write(folder.resolve("a"), Kept.class, rows);
        assertThat(RecordFile.write(folder.resolve("b"), Kept.class, rows)).isEqualTo(one);
        assertThat(RecordFile.write(folder.resolve("c"), Kept.class, others)).isNotEqualTo(one);
        assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
    }

    @Test
    void filesAreJoinedInTheirOrder() {
        List<Kept> rows =
                IntStream.range(0, 5_000).mapToObj(RecordFileTest::kept).toList();
        List<Path> parts =
                List.of(folder.resolve("b [1].parquet"), folder.resolve("none"), folder.resolve("a.parquet"));
        RecordFile.write(parts.get(0), Kept.class, rows.subList(0, 3_000));
        RecordFile.write(parts.get(1), Kept.class, List.of());
        RecordFile.write(parts.get(2), Kept.class, rows.subList(3_000, 5_000));
        Path joined = folder.resolve("joined.parquet");
        RecordFile.join(parts, joined, 2_048);
        assertThat(RecordFile.read(joined, Kept.class)).isEqualTo(rows);
        RecordFile.join(parts, folder.resolve("again"), 2_048);
        assertThat(folder.resolve("again")).hasSameBinaryContentAs(joined);
        assertThatThrownBy(() -> RecordFile.join(List.of(folder.resolve("gone")), joined, 2_048))
                .isInstanceOf(StorageFailure.class)
                .hasMessageStartingWith("cannot write " + joined);
    }

    @Test
    void whatIsNoSuchFileIsRefused() throws Exception {
        Path file = folder.resolve("a.parquet");
        assertThatThrownBy(() -> RecordFile.read(file, Kept.class)).isInstanceOf(StorageFailure.class);
        Files.writeString(file, "no Parquet");
        assertThatThrownBy(() -> RecordFile.read(file, Kept.class))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("cannot read " + file);
        RecordFile.write(file, Said.class, List.of(new Said("a", true, Mood.GOOD, List.of())));
        assertThatThrownBy(() -> RecordFile.read(file, Kept.class))
                .isInstanceOf(DataFailure.class)
                .hasMessageStartingWith("row 1 of " + file + " is no Kept");
    }

    @Test
    void aComponentWithoutAColumnIsRefused() {
        record Path2(Path path) {}
        assertThatThrownBy(() -> RecordColumns.of(Path2.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no column is made of java.nio.file.Path");
    }
}
