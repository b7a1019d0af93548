package dev.r3.activities.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.DataFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskReaderTest {

    private static final Split ALL_TRAIN = new Split(1, Share.NONE, Share.NONE);

    @TempDir
    Path folder;

    @Test
    void readsTasksBackAsTheyWere() {
        Path file = DataFiles.text(folder.resolve("a.jsonl"), """
                {"text":"b \\"é😀\\"\\n","count":-5,"marks":[3,1],"gold":"b \\"é😀\\"\\n"}
                {"text":"a"}
                """);
        DatasetIngestion.ingest(
                DatasetRequest.of(file, new NoteFamily(), ALL_TRAIN), folder.resolve("out"), IngestListener.SILENT);
        String text = "b \"é😀\"\n";
        assertThat(read("train.parquet"))
                .containsExactlyInAnyOrder(
                        new NoteTask(text, OptionalLong.of(-5), List.of(3L, 1L), Optional.of(text)), NoteTask.of("a"));
        assertThat(read("test.parquet")).isEmpty();
    }

    @Test
    void readsMoreTasksThanAChunkHolds() {
        Path file = DataFiles.parquet(
                folder.resolve("a.parquet"), "SELECT concat('note ', range) AS text FROM range(10000)");
        DatasetIngestion.ingest(
                DatasetRequest.of(file, new NoteFamily(), ALL_TRAIN), folder.resolve("out"), IngestListener.SILENT);
        List<NoteTask> tasks = read("train.parquet");
        assertThat(tasks).hasSize(10_000).contains(NoteTask.of("note 0"), NoteTask.of("note 9999"));
    }

    @Test
    void refusesAFileOfAnotherFamily() {
        Path file = DataFiles.parquet(folder.resolve("a.parquet"), "SELECT 1 AS target");
        assertThatThrownBy(() -> TaskReader.open(new NoteFamily(), file))
                .isInstanceOf(DataFailure.class)
                .hasMessageContaining("has no column 'text'");
    }

    @Test
    void refusesARowThatIsNoTask() {
        Path file = DataFiles.parquet(
                folder.resolve("a.parquet"),
                "SELECT NULL::VARCHAR AS text, 1 AS count, [1] AS marks, NULL::VARCHAR AS gold");
        try (var tasks = TaskReader.open(new NoteFamily(), file)) {
            assertThatThrownBy(tasks::next)
                    .isInstanceOf(DataFailure.class)
                    .hasMessageContaining("row 1 of %s is no note task".formatted(file));
            assertThatThrownBy(tasks::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    private List<NoteTask> read(String name) {
        List<NoteTask> read = new ArrayList<>();
        try (var tasks = TaskReader.open(new NoteFamily(), folder.resolve("out").resolve(name))) {
            tasks.forEachRemaining(read::add);
        }
        return read;
    }
}
