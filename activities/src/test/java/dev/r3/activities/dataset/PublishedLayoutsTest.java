package dev.r3.activities.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.verifiers.countdown.CountdownTask;
import dev.r3.verifiers.numeric.NumericFamily;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows as the published data sets hold them. */
class PublishedLayoutsTest {

    private static final Split ALL_TRAIN = new Split(1, Share.NONE, Share.NONE);

    @TempDir
    Path folder;

    @Test
    void readsCountdownTasks3To4() {
        Path file = DataFiles.parquet(folder.resolve("train-00000-of-00001.parquet"), """
                SELECT 98::BIGINT AS target, [44, 19, 35]::BIGINT[] AS nums
                UNION ALL SELECT 64, [63, 95, 96]
                UNION ALL SELECT 64, [96, 63, 95]""");
        DatasetProfile profile = ingest(DatasetRequest.of(file, new CountdownFamily(), ALL_TRAIN));
        assertThat(profile.duplicates()).isOne();
        assertThat(profile.proof()).isEqualTo(new ProofResult(0, 0, 2, 2));
        assertThat(read(new CountdownFamily()))
                .containsExactly(
                        new CountdownTask(98, List.of(44L, 19L, 35L), Optional.empty()),
                        new CountdownTask(64, List.of(63L, 95L, 96L), Optional.empty()));
    }

    @Test
    void judgesSolutionsOfCountdownTasks() {
        Path file = DataFiles.text(
                folder.resolve("a.csv"), "target,nums,solution\n98,\"[44, 19, 35]\",44 + 19 + 35\n24,\"[3, 8, 8]\",\n");
        DatasetProfile profile = ingest(DatasetRequest.of(file, new CountdownFamily(), ALL_TRAIN));
        assertThat(profile.proof()).isEqualTo(new ProofResult(1, 1, 2, 2));
    }

    @Test
    void readsGsm8k() {
        Path file = DataFiles.text(folder.resolve("train.jsonl"), """
                {"question": "Natalia sold 48 clips in April and half as many in May. How many?", \
                "answer": "She sold 48/2 = <<48/2=24>>24 clips in May.\\nAltogether <<48+24=72>>72.\\n#### 72"}
                {"question": "Weng earns $12 an hour. She worked 50 minutes. How much?", \
                "answer": "Per minute 12/60 = $<<12/60=0.2>>0.2.\\n0.2 x 50 = $<<0.2*50=10>>10.\\n#### 10"}
                """);
        DatasetProfile profile = ingest(DatasetRequest.of(file, new NumericFamily(), ALL_TRAIN));
        assertThat(profile.rejects()).isEmpty();
        assertThat(profile.proof()).isEqualTo(new ProofResult(2, 2, 2, 2));
        assertThat(read(new NumericFamily())).hasSize(2);
    }

    /** The strings hold JSON; they arrive as they are, for the family to parse. */
    @Test
    void handsOnTheJsonInTheStringsOfXlam() {
        Path file = DataFiles.text(folder.resolve("xlam_function_calling_60k.json"), """
                [
                  {
                    "id": 0,
                    "query": "Where can I find live giveaways for beta access?",
                    "answers": "[{\\"name\\": \\"live_giveaways_by_type\\", \\"arguments\\": {\\"type\\": \\"beta\\"}}]",
                    "tools": "[{\\"name\\": \\"live_giveaways_by_type\\", \\"parameters\\": {\\"type\\": {\\"default\\": \\"game\\"}}}]"
                  }
                ]
                """);
        var request = DatasetRequest.of(file, new NoteFamily(), ALL_TRAIN)
                .withColumns(new ColumnMapping(Map.of("text", "answers", "count", "id")));
        ingest(request);
        assertThat(read(new NoteFamily()))
                .extracting(NoteTask::text)
                .containsExactly("[{\"name\": \"live_giveaways_by_type\", \"arguments\": {\"type\": \"beta\"}}]");
    }

    private DatasetProfile ingest(DatasetRequest<?> request) {
        return DatasetIngestion.ingest(request, folder.resolve("out"), IngestListener.SILENT);
    }

    private <T extends Task> List<T> read(TaskFamily<T> family) {
        List<T> read = new ArrayList<>();
        try (var tasks = TaskReader.open(family, folder.resolve("out").resolve("train.parquet"))) {
            tasks.forEachRemaining(read::add);
        }
        return read;
    }
}
