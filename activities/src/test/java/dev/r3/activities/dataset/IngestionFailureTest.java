package dev.r3.activities.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failure.DataFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestionFailureTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no rows | a.json | [] | holds no rows; expected at least one",
                "a header alone | a.csv | text~ | holds no rows; expected at least one",
                "no parquet | a.parquet | PAR1 but not really | can't be read as PARQUET",
                "text for json | a.json | hello world | can't be read as JSON: ",
                "a cut array | a.json | [{\"text\":\"a\"},{\"te | can't be read as JSON: ",
                "a short csv row | a.csv | text,count~a,1~b~ | can't be read as CSV: Invalid Input Error: CSV Error on"
                        + " Line: 3 Original Line: b Expected Number of Columns: 2 Found: 1",
                "a long csv row | a.tsv | text\tcount~a\t1~b\t2\t3~ | CSV Error on Line: 3",
                "a csv quote that is open | a.csv | text,count~\"a,1~b,2~ | can't be read as CSV: its start has no header"
                        + " line and rows of as many fields, perhaps for a quote that is not closed",
                "a column that is missing | a.csv | txet,count~a,1~"
                        + " | has no column 'text' (for 'text'); it has 'txet', 'count'; did you mean 'txet'?",
                "a key that is missing | a.jsonl | {\"Text\":\"a\"}~"
                        + " | has no column 'text' (for 'text'); it has 'Text'; did you mean 'Text'?",
                "all rows rejected | a.jsonl | 1~2~ | 2 of 2 rows of data file",
                "too many rejects | a.jsonl | {\"text\":\"a\"}~{\"text\":\"b\",\"count\":\"x\"}~"
                        + " | by reason: {wrong-type=1}; first: row 2: wrong-type: 'count' is no whole number",
            })
    void saysWhatIsWrongAndLeavesNothing(String name, String file, String content, String message) throws IOException {
        Path path = DataFiles.text(folder.resolve(file), content.replace('~', '\n'));
        assertFails(DatasetRequest.of(path, new NoteFamily(), Split.seeded(1)), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.jsonl | {\"text\":\"LONG\"}~ | it holds a row of more than 16 MiB; shorten or remove it",
                "a.csv | text~LONG~ | CSV Error on Line: ",
            })
    void aRowBeyondTheBoundIsNotQuotedWhole(String file, String content, String message) throws IOException {
        String row = content.replace('~', '\n').replace("LONG", "x".repeat(40 << 20));
        Path path = DataFiles.text(folder.resolve(file), row);
        DatasetRequest<NoteTask> request = DatasetRequest.of(path, new NoteFamily(), Split.seeded(1));
        assertThatThrownBy(() -> ingest(request))
                .isInstanceOf(DataFailure.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(1000));
    }

    @Test
    void saysThatAFileIsMissing() {
        Path path = folder.resolve("none.jsonl");
        assertThatThrownBy(() -> ingest(DatasetRequest.of(path, new NoteFamily(), Split.seeded(1))))
                .isInstanceOf(DataFailure.class)
                .hasMessage("data file %s does not exist: correct the path".formatted(path));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void saysThatAFileIsEmpty() {
        Path path = DataFiles.text(folder.resolve("a.csv"), "");
        assertThatThrownBy(() -> ingest(DatasetRequest.of(path, new NoteFamily(), Split.seeded(1))))
                .isInstanceOf(DataFailure.class)
                .hasMessage("data file %s is empty; expected rows: was it written or copied whole?".formatted(path));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void saysThatAFolderIsNoFile() {
        assertThatThrownBy(() -> SourceFile.open(folder, DataFormat.CSV))
                .isInstanceOf(DataFailure.class)
                .hasMessageContaining("is not a file");
    }

    /** DuckDB itself reads such files without a word. */
    @ParameterizedTest
    @CsvSource({"a.jsonl.gz", "a.json.gz", "a.csv.gz"})
    void saysThatAGzippedFileIsCutOrCorrupt(String name) throws IOException {
        Path file = DataFiles.text(folder.resolve(name), "text\n" + "{\"text\":\"a\"}\n".repeat(5000));
        byte[] whole = Files.readAllBytes(file);
        byte[] wrongChecksum = whole.clone();
        wrongChecksum[whole.length - 6] ^= 1;
        byte[] corrupt = whole.clone();
        corrupt[whole.length / 2] ^= 0x55;
        for (byte[] broken : List.of(Arrays.copyOf(whole, whole.length / 2), wrongChecksum, corrupt)) {
            Files.write(file, broken);
            assertFails(DatasetRequest.of(file, new NoteFamily(), Split.seeded(1)), "is gzipped, but cut or corrupt: ");
        }
    }

    @Test
    void saysThatGzippedParquetIsNotRead() {
        Path file = DataFiles.text(folder.resolve("a.parquet.gz"), "PAR1");
        assertThatThrownBy(() -> ingest(DatasetRequest.of(file, new NoteFamily(), Split.seeded(1))))
                .isInstanceOf(DataFailure.class)
                .hasMessageEndingWith("is gzipped Parquet, which can't be read: unzip it");
    }

    @ParameterizedTest
    @CsvSource({"data.txt", "data", "parquet.zip"})
    void saysThatANameTellsNoFormat(String name) {
        assertThatThrownBy(() -> DataFormat.ofFileName(name))
                .isInstanceOf(DataFailure.class)
                .hasMessageContaining("'%s' does not tell its format".formatted(name));
    }

    @Test
    void saysThatAMappedColumnIsMissing() throws IOException {
        Path file = DataFiles.parquet(folder.resolve("a.parquet"), "SELECT 'a' AS text, 1 AS number");
        var request = DatasetRequest.of(file, new NoteFamily(), Split.seeded(1))
                .withColumns(new ColumnMapping(Map.of("count", "numbr")));
        assertFails(request, "has no column 'numbr' (for 'count'); it has 'text', 'number'; did you mean 'number'?");
    }

    @Test
    void refusesToMapAColumnThatTheFamilyLacks() {
        Path file = folder.resolve("a.csv");
        var request = DatasetRequest.of(file, new NoteFamily(), Split.seeded(1));
        assertThatThrownBy(() -> request.withColumns(new ColumnMapping(Map.of("cuont", "n"))))
                .isInstanceOf(ConfigFailure.class)
                .hasMessage("column mapping names 'cuont', which is no column of task family 'note';"
                        + " it has 'text', 'count', 'marks', 'gold'; did you mean 'count'?");
    }

    @Test
    void keepsTheRejectsForALook() throws IOException {
        Path file = DataFiles.text(folder.resolve("a.jsonl"), "{\"text\":\"a\"}\n1\n");
        assertThatThrownBy(() -> ingest(DatasetRequest.of(file, new NoteFamily(), Split.seeded(1))))
                .isInstanceOf(DataFailure.class)
                .hasMessageContaining("all of them: " + folder.resolve("out/rejects.jsonl"));
        assertThat(Files.readAllLines(folder.resolve("out/rejects.jsonl"))).hasSize(1);
        assertThat(left()).containsExactly("rejects.jsonl");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a wrong gold answer | {\"text\":\"b\",\"gold\":\"c\"}"
                        + " | 1 of 2 gold answers pass, expected a share of at least 1; first that don't:"
                        + " row 3: failed, wrong-text: said 'c': {\"gold\":\"c\",\"text\":\"b\"}",
                "an empty answer that passes | {\"text\":\"\"}"
                        + " | the empty answer fails on 2 of 3 tasks, expected a share of at least 1;"
                        + " first where it does not: row 3: passed: {\"text\":\"\"}",
                "a verifier that breaks | {\"text\":\"fault\"}"
                        + " | row 3: verifier-fault: java.lang.IllegalStateException: broken on purpose",
            })
    void stopsAtDataThatDoesNotProveItself(String name, String row, String message) throws IOException {
        Path file = DataFiles.text(
                folder.resolve("a.jsonl"), "{\"text\":\"a\",\"gold\":\"a\"}\n{\"text\":\"x\"}\n%s\n".formatted(row));
        var request = DatasetRequest.of(file, new NoteFamily(), Split.seeded(1));
        assertFails(request, message);
        Proof lenient = new Proof(Share.of("0.5"), Share.of("0.6"), Share.NONE);
        assertThat(ingest(request.withProof(lenient)).accepted()).isEqualTo(3);
    }

    @Test
    void judgesOnlyTheRowThatIsKept() {
        Path file = DataFiles.text(
                folder.resolve("a.jsonl"), "{\"text\":\"a\",\"gold\":\"a\"}\n{\"text\":\"a\",\"gold\":\"wrong\"}\n");
        DatasetProfile profile = ingest(DatasetRequest.of(file, new NoteFamily(), Split.seeded(1)));
        assertThat(profile.proof()).isEqualTo(new ProofResult(1, 1, 1, 1));
        assertThat(profile.duplicates()).isOne();
    }

    @Test
    void cleansUpWhenCancelled() throws IOException {
        Path file = DataFiles.parquet(
                folder.resolve("a.parquet"), "SELECT concat('note ', range) AS text FROM range(30000)");
        var request = DatasetRequest.of(file, new NoteFamily(), Split.seeded(1));
        for (int call = 1; call <= 7; call++) {
            var listener = new CancelAt(call);
            assertThatThrownBy(() -> DatasetIngestion.ingest(request, folder.resolve("out"), listener))
                    .as("call %d", call)
                    .isInstanceOf(CancellationException.class);
            assertThat(left()).isEmpty();
        }
        assertThat(ingest(request).accepted()).isEqualTo(30_000);
    }

    @Test
    void aFailureRemovesWhatAnEarlierIngestionLeft() throws IOException {
        ingest(DatasetRequest.of(
                DataFiles.text(folder.resolve("a.jsonl"), "{\"text\":\"a\"}\n"), new NoteFamily(), Split.seeded(1)));
        assertThat(left()).hasSize(5);
        Path bad = DataFiles.text(folder.resolve("b.jsonl"), "{\"text\":\"a\",\"gold\":\"b\"}\n");
        assertFails(DatasetRequest.of(bad, new NoteFamily(), Split.seeded(1)), "0 of 1 gold answers pass");
        assertThat(left()).isEmpty();
    }

    @Test
    void clearsTheScratchOfAKilledIngestion() throws IOException {
        Path scratch = Files.createDirectories(folder.resolve("out/.ingesting/spill"));
        Files.writeString(scratch.resolve("left.tmp"), "left");
        ingest(DatasetRequest.of(
                DataFiles.text(folder.resolve("a.jsonl"), "{\"text\":\"a\"}\n"), new NoteFamily(), Split.seeded(1)));
        assertThat(left())
                .containsExactly(
                        "profile.json", "rejects.jsonl", "test.parquet", "train.parquet", "validation.parquet");
    }

    /** Throws at a call, counted from 1. */
    private static final class CancelAt implements IngestListener {

        private int callsLeft;

        CancelAt(int call) {
            this.callsLeft = call;
        }

        @Override
        public void progressed(long rowsRead, OptionalLong rowsTotal) {
            callsLeft--;
            if (callsLeft == 0) {
                throw new CancellationException("cancelled");
            }
        }
    }

    private void assertFails(DatasetRequest<NoteTask> request, String message) throws IOException {
        assertThatThrownBy(() -> ingest(request))
                .isInstanceOf(DataFailure.class)
                .hasMessageContaining(message)
                .hasMessageContaining(request.file().toString());
        assertThat(left()).isSubsetOf("rejects.jsonl");
    }

    private DatasetProfile ingest(DatasetRequest<NoteTask> request) {
        return DatasetIngestion.ingest(request, folder.resolve("out"), IngestListener.SILENT);
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
