package dev.r3.activities.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.table.Database;
import dev.r3.verifiers.api.InvalidTaskException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowReaderTest {

    @TempDir
    Path folder;

    /** In the content, {@code ~} ends a line and {@code ^} is a tab. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "lines | a.jsonl | {\"text\":\"a\",\"count\":1}~{\"text\":\"b\",\"marks\":[1,2]}~"
                        + " | {\"text\":\"a\",\"count\":1} {\"text\":\"b\",\"marks\":[1,2]}",
                "lines without a last line feed | a.ndjson | {\"text\":\"a\"}~{\"text\":\"b\"}"
                        + " | {\"text\":\"a\"} {\"text\":\"b\"}",
                "lines gzipped | a.jsonl.gz | {\"text\":\"a\"}~{\"text\":\"b\"}~ | {\"text\":\"a\"} {\"text\":\"b\"}",
                "lines with nulls | a.jsonl | {\"text\":\"a\",\"count\":null}~ | {\"text\":\"a\"}",
                "lines with other columns | a.jsonl | {\"text\":\"a\",\"x\":{\"y\":[1]}}~ | {\"text\":\"a\"}",
                "text that looks like a date | a.jsonl | {\"text\":\"2020-01-01\"}~ | {\"text\":\"2020-01-01\"}",
                "text that holds JSON | a.jsonl | {\"text\":\"[{\\\"a\\\": 1.0}]\"}~ | {\"text\":\"[{\\\"a\\\": 1.0}]\"}",
                "nested JSON for text | a.jsonl | {\"text\":[{\"a\": 1.0}]}~ | {\"text\":\"[{\\\"a\\\":1.0}]\"}",
                "a number for text | a.jsonl | {\"text\":2.50}~ | {\"text\":\"2.50\"}",
                "a boolean for text | a.jsonl | {\"text\":true}~ | {\"text\":\"true\"}",
                "unicode | a.jsonl | {\"text\":\"é 😀 \\u00e9\\ud83d\\ude00\"}~ | {\"text\":\"é 😀 é😀\"}",
                "the largest long | a.jsonl | {\"text\":\"a\",\"count\":9223372036854775807}~"
                        + " | {\"text\":\"a\",\"count\":9223372036854775807}",
                "whole decimals | a.jsonl | {\"text\":\"a\",\"count\":3.0,\"marks\":[1.0,2e1]}~"
                        + " | {\"text\":\"a\",\"count\":3,\"marks\":[1,20]}",
                "a fraction stays | a.jsonl | {\"text\":\"a\",\"count\":3.5}~ | {\"text\":\"a\",\"count\":3.5}",
                "array | a.json | [{\"text\":\"a\"}, {\"text\":\"b\"}] | {\"text\":\"a\"} {\"text\":\"b\"}",
                "array over many lines | a.json | [~ {~\"text\": \"a\"~}~,~{\"text\":\"b\"}~]~"
                        + " | {\"text\":\"a\"} {\"text\":\"b\"}",
                "lines in a .json file | a.json | {\"text\":\"a\"}~{\"text\":\"b\"}~ | {\"text\":\"a\"} {\"text\":\"b\"}",
                "array gzipped | a.json.gz | [{\"text\":\"a\"}] | {\"text\":\"a\"}",
                "empty array | a.json | [] | -",
                "csv | a.csv | text,count,marks~a,1,\"[1, 2]\"~b,2,[3]~"
                        + " | {\"text\":\"a\",\"count\":1,\"marks\":[1,2]} {\"text\":\"b\",\"count\":2,\"marks\":[3]}",
                "csv with empty fields | a.csv | text,count~\"\",~a,2~ | {\"text\":\"\"} {\"text\":\"a\",\"count\":2}",
                "csv with quotes and line feeds | a.csv | text,count~\"say \"\"é~😀\"\", b\",1~"
                        + " | {\"text\":\"say \\\"é\\n😀\\\", b\",\"count\":1}",
                "csv with numbers for text | a.csv | text~0012~1e3~ | {\"text\":\"0012\"} {\"text\":\"1e3\"}",
                "csv of a word for a number | a.csv | text,count~a,many~ | {\"text\":\"a\",\"count\":\"many\"}",
                "csv with a header alone | a.csv | text,count~ | -",
                "csv gzipped | a.csv.gz | text,count~a,1~ | {\"text\":\"a\",\"count\":1}",
                "tsv | a.tsv | text^marks~a, b^[1, 2]~ | {\"text\":\"a, b\",\"marks\":[1,2]}",
                "tsv gzipped | a.tsv.gz | text^count~a^1~ | {\"text\":\"a\",\"count\":1}",
            })
    void readsTextFormats(String name, String file, String content, String expected) throws SQLException, IOException {
        Path path =
                DataFiles.text(folder.resolve(file), content.replace('~', '\n').replace('^', '\t'));
        assertThat(read(path)).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "published layout | SELECT 98 AS count, [44, 19]::BIGINT[] AS marks, 'a' AS text"
                        + " | {\"text\":\"a\",\"count\":98,\"marks\":[44,19]}",
                "narrow integers | SELECT 98::TINYINT AS count, [44]::SMALLINT[] AS marks, 'a' AS text"
                        + " | {\"text\":\"a\",\"count\":98,\"marks\":[44]}",
                "integers as doubles | SELECT 98::DOUBLE AS count, [44]::DOUBLE[] AS marks, 'a' AS text"
                        + " | {\"text\":\"a\",\"count\":98,\"marks\":[44]}",
                "nulls | SELECT NULL::BIGINT AS count, NULL::BIGINT[] AS marks, 'a' AS text | {\"text\":\"a\"}",
                "not-a-number for null | SELECT 'nan'::DOUBLE AS count, 'a' AS text | {\"text\":\"a\"}",
                "a struct for text | SELECT {'a': 1, 'b': ['é']} AS text | {\"text\":\"{\\\"a\\\":1,\\\"b\\\":[\\\"é\\\"]}\"}",
                "a date for text | SELECT DATE '2020-01-02' AS text | {\"text\":\"2020-01-02\"}",
                "text that holds JSON | SELECT '[{\"a\": 1.0}]' AS text | {\"text\":\"[{\\\"a\\\": 1.0}]\"}",
                "quotes, zero and unicode | SELECT concat('\"é😀\\', chr(10)) AS text | {\"text\":\"\\\"é😀\\\\\\n\"}",
                "no rows | SELECT 'a' AS text WHERE false | ``",
                "order | SELECT concat('r', range) AS text FROM range(3) | {\"text\":\"r0\"} {\"text\":\"r1\"} {\"text\":\"r2\"}",
            })
    void readsParquet(String name, String query, String expected) throws SQLException, IOException {
        assertThat(read(DataFiles.parquet(folder.resolve("a.parquet"), query))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cut line | {\"text\":\"a\"}~{\"text\":~{\"text\":\"c\"}~ | {\"text\":\"a\"} broken-json {\"text\":\"c\"}",
                "no object | 7~[1]~\"x\"~null~{\"text\":\"a\"}~"
                        + " | not-an-object not-an-object not-an-object not-an-object {\"text\":\"a\"}",
                "two on a line | {\"text\":\"a\"} {\"text\":\"b\"}~{\"text\":\"c\"}~ | broken-json {\"text\":\"c\"}",
                "half a surrogate pair | {\"text\":\"\\ud800\"}~{\"text\":\"c\"}~ | broken-json {\"text\":\"c\"}",
            })
    void rejectsBrokenLines(String name, String content, String expected) throws SQLException, IOException {
        assertThat(read(DataFiles.text(folder.resolve("a.jsonl"), content.replace('~', '\n'))))
                .isEqualTo(expected);
    }

    /** The standard rows of a file, or the reason why a row is none. */
    private String read(Path path) throws SQLException, IOException {
        NoteFamily family = new NoteFamily();
        StandardRow standard = new StandardRow(family.columns(), ColumnMapping.SAME_NAMES);
        SourceFile file = SourceFile.open(
                        path, DataFormat.ofFileName(path.getFileName().toString()))
                .unzippedIn(folder);
        List<String> read = new ArrayList<>();
        try (Database database = Database.openWithoutSpill()) {
            List<String> columns = file.columns(database.connection());
            List<String> wanted = family.columns().stream()
                    .map(column -> column.name())
                    .filter(columns::contains)
                    .toList();
            try (RowReader rows = RowReader.open(database.connection(), file, wanted)) {
                while (rows.next()) {
                    try {
                        read.add(standard.of(rows.row()).toString());
                    } catch (InvalidTaskException e) {
                        read.add(e.reason());
                    }
                }
            }
        }
        return String.join(" ", read);
    }
}
