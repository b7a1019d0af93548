package dev.r3.activities.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.r3.activities.table.Sql;
import dev.r3.verifiers.api.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetIngestionTest {

    private static final Split SPLIT = new Split(7, Share.of("0.3"), Share.of("0.3"));

    @TempDir
    Path folder;

    @Test
    void writesTheSidesWithTypedColumns() {
        Path file = DataFiles.parquet(
                folder.resolve("notes.parquet"),
                "SELECT concat('note ', range) AS text, range AS count, [range, 2] AS marks FROM range(100)");
        DatasetProfile profile = ingest(file, "out");

        List<String> schema = DataFiles.query(
                "SELECT concat(column_name, ' ', column_type) FROM (DESCRIBE SELECT * FROM read_parquet(%s))"
                        .formatted(Sql.literal(out("train.parquet").toString())));
        assertThat(schema)
                .containsExactly("task_id VARCHAR", "text VARCHAR", "count BIGINT", "marks BIGINT[]", "gold VARCHAR");
        assertThat(profile.accepted()).isEqualTo(100);
        assertThat(profile.splits())
                .isEqualTo(new SplitSizes(
                        rows("train.parquet").size(),
                        rows("validation.parquet").size(),
                        rows("test.parquet").size()));
        for (Side side : Side.values()) {
            for (String row : rows(side.fileName())) {
                NoteTask task = NoteTask.of(row.replaceAll(".*\"text\":\"(note \\d+)\".*", "$1"));
                assertThat(SPLIT.sideOf(task)).isEqualTo(side);
                assertThat(row).startsWith("{\"task_id\":\"%s\",".formatted(TaskId.of(task)));
            }
        }
    }

    @Test
    void keepsTheFirstRowOfEachTask() {
        Path file = DataFiles.text(folder.resolve("a.jsonl"), """
                {"text":"b","count":1}
                {"text":"a","count":2}
                {"text":"b","count":3}
                {"text":"b","count":1}
                {"text":"c"}
                """);
        DatasetProfile profile = DatasetIngestion.ingest(
                DatasetRequest.of(file, new NoteFamily(), new Split(1, Share.NONE, Share.NONE)),
                folder.resolve("out"),
                IngestListener.SILENT);
        assertThat(profile.duplicates()).isEqualTo(2);
        assertThat(profile.accepted()).isEqualTo(3);
        assertThat(rows("train.parquet"))
                .map(row -> row.substring(row.indexOf("\"text\"")))
                .containsExactlyInAnyOrder(
                        "\"text\":\"b\",\"count\":1,\"marks\":null,\"gold\":null}",
                        "\"text\":\"a\",\"count\":2,\"marks\":null,\"gold\":null}",
                        "\"text\":\"c\",\"count\":null,\"marks\":null,\"gold\":null}");
    }

    /** Tasks that were sorted come in the order of their ids, which is no order of anything else; so do shuffled ones. */
    @Test
    void theFirstTasksAreASampleWhateverTheOrderWas() {
        Split allTrain = new Split(1, Share.NONE, Share.NONE);
        List<List<NoteTask>> written = new ArrayList<>();
        for (String order : List.of("range", "-range", "hash(range)")) {
            Path file = DataFiles.parquet(
                    folder.resolve("a.parquet"),
                    "SELECT concat('note ', range) AS text, range AS count FROM range(4000) ORDER BY " + order);
            Path out = folder.resolve("out" + written.size());
            DatasetIngestion.ingest(DatasetRequest.of(file, new NoteFamily(), allTrain), out, IngestListener.SILENT);
            List<NoteTask> tasks = new ArrayList<>();
            try (TaskReader<NoteTask> reader = TaskReader.open(new NoteFamily(), out.resolve("train.parquet"))) {
                reader.forEachRemaining(tasks::add);
            }
            written.add(tasks);
        }
        assertThat(written.get(0)).hasSize(4000);
        assertThat(DataFiles.rows(folder.resolve("out0/train.parquet")))
                .map(row -> row.substring(0, row.indexOf(",")))
                .isSorted();
        assertThat(written).allSatisfy(tasks -> assertThat(tasks).isEqualTo(written.get(0)));
        double meanOfFirst = written.get(0).subList(0, 400).stream()
                .mapToLong(task -> task.count().orElseThrow())
                .average()
                .orElseThrow();
        // Of 400 uniform ones it is 2000 +- 58.
        assertThat(meanOfFirst).isCloseTo(2000, within(250.0));
    }

    @Test
    void logsRejectedRows() throws IOException {
        String longText = "x".repeat(20_000);
        Path file = DataFiles.text(folder.resolve("a.jsonl"), """
                {"text":"a"}
                {"count":1}
                {broken
                [1]
                {"text":"b","count":"é","extra":[1]}
                {"count":"%s"}
                """.formatted(longText));
        Proof lenient = new Proof(Share.ALL, Share.ALL, Share.of("0.9"));
        DatasetProfile profile =
                DatasetIngestion.ingest(request(file).withProof(lenient), folder.resolve("out"), IngestListener.SILENT);

        assertThat(profile.rejects())
                .isEqualTo(new TreeMap<>(
                        Map.of("missing-column", 2L, "broken-json", 1L, "not-an-object", 1L, "wrong-type", 1L)));
        assertThat(profile.rowsRead()).isEqualTo(6);
        List<String> lines = Files.readAllLines(out("rejects.jsonl"));
        assertThat(lines.subList(0, 4))
                .containsExactly(
                        "{\"row\":2,\"reason\":\"missing-column\",\"message\":\"row has no 'text'\",\"data\":{\"count\":1}}",
                        "{\"row\":3,\"reason\":\"broken-json\",\"message\":\"the line is no JSON, or longer than 16 MiB\",\"data\":null}",
                        "{\"row\":4,\"reason\":\"not-an-object\",\"message\":\"the row is no JSON object\",\"data\":null}",
                        "{\"row\":5,\"reason\":\"wrong-type\",\"message\":\"'count' is no whole number: \\\"é\\\"\","
                                + "\"data\":{\"text\":\"b\",\"count\":\"é\",\"extra\":[1]}}");
        assertThat(lines.get(4))
                .startsWith("{\"row\":6,")
                .contains("\"data_start\":\"{\\\"count\\\":\\\"xxx")
                .hasSizeLessThan(17_000);
        assertThat(lines).hasSize(5);
    }

    @Test
    void givesTheSameDigestForEveryFormat() {
        String lines = """
                {"text":"é 1","count":1,"marks":[1,2]}
                {"text":"b","count":20,"marks":[3]}
                {"text":"say \\"c\\"","count":3,"marks":[4,5]}
                """;
        Path jsonLines = DataFiles.text(folder.resolve("a.jsonl"), lines);
        String digest = ingest(jsonLines, "lines").digest();
        String array = "[" + lines.strip().replace("\n", ",") + "]";
        String separated = "marks,count,text\n\"[1, 2]\",1,é 1\n[3],20,b\n\"[4,5]\",3,\"say \"\"c\"\"\"\n";
        assertThat(List.of(
                        DataFiles.text(folder.resolve("a.json"), array),
                        DataFiles.text(folder.resolve("a.csv"), separated),
                        DataFiles.text(folder.resolve("b.csv.gz"), separated),
                        DataFiles.text(
                                folder.resolve("a.tsv"),
                                "marks\tcount\ttext\n[1,2]\t1\té 1\n[3]\t20\tb\n[4,5]\t3\tsay \"c\"\n"),
                        DataFiles.parquet(
                                folder.resolve("a.parquet"),
                                "SELECT * FROM read_json(%s)".formatted(Sql.literal(jsonLines.toString())))))
                .allSatisfy(file -> assertThat(ingest(file, "other").digest()).isEqualTo(digest));
        assertThat(digest)
                .isEqualTo(digestByHand(List.of(
                        "{\"count\":1,\"marks\":[1,2],\"text\":\"é 1\"}",
                        "{\"count\":20,\"marks\":[3],\"text\":\"b\"}",
                        "{\"count\":3,\"marks\":[4,5],\"text\":\"say \\\"c\\\"\"}")));
    }

    @Test
    void givesAnotherDigestForAnotherOrderValueOrSplit() {
        String rows = "{\"text\":\"a\"}\n{\"text\":\"b\",\"count\":1}\n";
        Path file = DataFiles.text(folder.resolve("a.jsonl"), rows);
        Path swapped = DataFiles.text(folder.resolve("b.jsonl"), "{\"text\":\"b\",\"count\":1}\n{\"text\":\"a\"}\n");
        Path changed = DataFiles.text(folder.resolve("c.jsonl"), rows.replace("1", "2"));
        var moved = DatasetRequest.of(file, new NoteFamily(), new Split(7, Share.NONE, Share.ALL));
        assertThat(List.of(
                        ingest(file, "a").digest(),
                        ingest(swapped, "b").digest(),
                        ingest(changed, "c").digest(),
                        DatasetIngestion.ingest(moved, folder.resolve("d"), IngestListener.SILENT)
                                .digest()))
                .doesNotHaveDuplicates();
    }

    @Test
    void writesTheSameBytesAgain() throws IOException {
        Path file = DataFiles.parquet(
                folder.resolve("a.parquet"),
                "SELECT concat('note ', range % 290000) AS text, range AS count FROM range(300000)");
        ingest(file, "one");
        ingest(file, "two");
        for (String name :
                List.of("train.parquet", "validation.parquet", "test.parquet", "rejects.jsonl", "profile.json")) {
            assertThat(folder.resolve("one").resolve(name))
                    .as(name)
                    .hasSameBinaryContentAs(folder.resolve("two").resolve(name));
        }
        assertThat(ProfileFile.read(folder.resolve("one")).duplicates()).isEqualTo(10_000);
    }

    @Test
    void keepsTasksOnTheirSideWhenRowsAreAddedAndReordered() {
        Path few = DataFiles.parquet(
                folder.resolve("few.parquet"), "SELECT concat('note ', range) AS text FROM range(500)");
        Path more = DataFiles.parquet(
                folder.resolve("more.parquet"),
                "SELECT concat('note ', range) AS text FROM range(900) ORDER BY hash(range)");
        ingest(few, "out");
        Map<Side, List<String>> before = texts();
        ingest(more, "out");
        Map<Side, List<String>> after = texts();
        for (Side side : Side.values()) {
            assertThat(after.get(side)).containsAll(before.get(side));
        }
    }

    @Test
    void profilesTheDataAndReadsTheProfileBack() {
        Path file = DataFiles.text(folder.resolve("a.jsonl"), """
                {"text":"ab","count":-1,"marks":[1,2,3],"gold":"ab"}
                {"text":"é😀","count":2}
                {"text":"abcde","count":4,"marks":[1]}
                """);
        DatasetProfile profile = ingest(file, "out");
        assertThat(profile.proof()).isEqualTo(new ProofResult(1, 1, 3, 3));
        assertThat(profile.columns())
                .containsExactly(
                        summary("text", ColumnSummary.Measure.CHARACTERS, 3, 2, "3.00", 5),
                        summary("count", ColumnSummary.Measure.VALUE, 3, -1, "1.67", 4),
                        summary("marks", ColumnSummary.Measure.ITEMS, 2, 1, "2.00", 3),
                        summary("gold", ColumnSummary.Measure.CHARACTERS, 1, 2, "2.00", 2));
        assertThat(ProfileFile.read(folder.resolve("out"))).isEqualTo(profile);
    }

    @Test
    void mapsColumnsAndLimitsRows() {
        Path file = DataFiles.text(
                folder.resolve("a.csv"),
                "the \"\"; DROP TABLE tasks,n\n".replace("the \"\"", "the ") + "a,1\nb,2\nc,3\n");
        var request = request(file)
                .withColumns(new ColumnMapping(Map.of("text", "the ; DROP TABLE tasks", "count", "n")))
                .withRowLimit(2);
        DatasetProfile profile = DatasetIngestion.ingest(request, folder.resolve("out"), IngestListener.SILENT);
        assertThat(profile.rowsRead()).isEqualTo(2);
        assertThat(String.join("\n", allRows())).contains("\"text\":\"a\",\"count\":1", "\"text\":\"b\",\"count\":2");
    }

    @Test
    void readsFilesAndColumnsWithHostileNames() {
        String column = "x\"'; DROP TABLE tasks; --";
        for (String name : List.of("x'; DROP TABLE tasks; --", "a[1]*?b", "q\"uote", "é 😀", "$1 ? :x")) {
            Path file = DataFiles.parquet(folder.resolve("plain.parquet"), "SELECT 'a' AS " + Sql.identifier(column));
            Path hostile = folder.resolve(name + ".parquet");
            move(file, hostile);
            var request = request(hostile).withColumns(new ColumnMapping(Map.of("text", column)));
            DatasetProfile profile =
                    DatasetIngestion.ingest(request, folder.resolve("out of " + name), IngestListener.SILENT);
            assertThat(profile.accepted()).as(name).isOne();
            try (var tasks = TaskReader.open(
                    new NoteFamily(), folder.resolve("out of " + name).resolve("train.parquet"))) {
                assertThat(tasks.hasNext()).isEqualTo(profile.splits().train() == 1);
            }
        }
    }

    @Test
    void doesNotTakeANameForAPattern() {
        DataFiles.text(folder.resolve("a1.jsonl"), "{\"text\":\"other\"}\n".repeat(3));
        Path file = DataFiles.text(folder.resolve("a*.jsonl"), "{\"text\":\"mine\"}\n");
        assertThat(ingest(file, "out").rowsRead()).isOne();
    }

    @Test
    void reportsProgress() {
        Path file = DataFiles.parquet(
                folder.resolve("a.parquet"), "SELECT concat('note ', range) AS text FROM range(25000)");
        List<Long> read = new ArrayList<>();
        List<OptionalLong> totals = new ArrayList<>();
        DatasetIngestion.ingest(request(file), folder.resolve("out"), (rowsRead, rowsTotal) -> {
            read.add(rowsRead);
            totals.add(rowsTotal);
        });
        assertThat(read).startsWith(10_000L, 20_000L, 25_000L).isSorted().hasSizeLessThan(12);
        assertThat(totals).containsOnly(OptionalLong.of(25_000));
    }

    @Test
    void replacesAnEarlierIngestion() {
        ingest(DataFiles.text(folder.resolve("a.jsonl"), "{\"text\":\"a\"}\n"), "out");
        ingest(DataFiles.text(folder.resolve("b.jsonl"), "{\"text\":\"b\"}\n{\"text\":\"c\"}\n"), "out");
        assertThat(allRows()).hasSize(2);
        assertThat(ProfileFile.read(folder.resolve("out")).accepted()).isEqualTo(2);
    }

    private DatasetProfile ingest(Path file, String out) {
        return DatasetIngestion.ingest(request(file), folder.resolve(out), IngestListener.SILENT);
    }

    private static DatasetRequest<NoteTask> request(Path file) {
        return DatasetRequest.of(file, new NoteFamily(), SPLIT);
    }

    private Path out(String name) {
        return folder.resolve("out").resolve(name);
    }

    private List<String> rows(String name) {
        return DataFiles.rows(out(name));
    }

    private List<String> allRows() {
        List<String> rows = new ArrayList<>();
        for (Side side : Side.values()) {
            rows.addAll(rows(side.fileName()));
        }
        return rows;
    }

    /** The texts of each side. */
    private Map<Side, List<String>> texts() {
        Map<Side, List<String>> texts = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            texts.put(side, rows(side.fileName()));
        }
        return texts;
    }

    private static String digestByHand(List<String> rows) {
        StringBuilder content = new StringBuilder();
        for (String row : rows) {
            String text = row.replaceAll(".*\"text\":(\".*\")}", "$1")
                    .replace("\\\"", "'")
                    .replace("\"", "")
                    .replace("'", "\"");
            content.append(SPLIT.sideOf(NoteTask.of(text)).label())
                    .append(' ')
                    .append(row)
                    .append('\n');
        }
        return CanonicalJson.sha256(content.toString());
    }

    private static ColumnSummary summary(
            String column, ColumnSummary.Measure measure, long present, long least, String mean, long most) {
        return new ColumnSummary(column, measure, present, least, new BigDecimal(mean), most);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
