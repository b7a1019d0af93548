package dev.r3.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.policy.Judgement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskBookTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOSTILE = "</script>\0\u202e\ud83d\ude00\ud800<!--";

    @TempDir
    Path folder;

    @Test
    void keepsEveryTextAndFindsEveryTask() throws IOException {
        TaskBook.Written book = write(TaskBook.CHAPTER + 3, 100, 1_000_000);
        List<String> lines = Files.readAllLines(book.file());
        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).matches("[A-Za-z0-9+/=]+"));
        JsonNode last = chapter(lines.get(1));
        assertThat(last).hasSize(3);
        assertThat(last.get(2).get(0).asText()).isEqualTo("task " + (TaskBook.CHAPTER + 2));
        assertThat(last.get(2).get(3).asText()).as("vanilla's reflection").isEqualTo(HOSTILE);
        JsonNode index = JSON.readTree(book.index());
        assertThat(index.path("flips").asText()).hasSize(TaskBook.CHAPTER + 3).startsWith("fbwr");
        assertThat(index.path("labels").toString()).isEqualTo("[\"wrong\",\"passed\"]");
        assertThat(book.flips()).containsOnlyKeys("fixed", "broken", "still-wrong", "right-anyway");
        assertThat(book.flips().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(TaskBook.CHAPTER + 3);
    }

    @Test
    void longTextsKeepBothEnds() throws IOException {
        JsonNode chapter =
                chapter(Files.readAllLines(write(1, 13, 1_000_000).file()).get(0));
        assertThat(chapter.get(0).get(3).asText())
                .as("not between the halves of the face")
                .isEqualTo("</scrip … 5 characters … \ud800<!--");
    }

    @Test
    void aBookThatGetsTooLargeIsNone() {
        assertThat(TaskBook.write(courses(500), folder.resolve("book"), 100, 2_000))
                .isEmpty();
    }

    @Test
    void whereNotAllHaveRoomThoseThatTrainingChangedComeFirst() throws IOException {
        int all = 40 * TaskBook.CHAPTER;
        long size = Files.size(write(all, 100, Long.MAX_VALUE).file());
        TaskBook.Written some =
                TaskBook.writeSome(courses(all), courses(all), folder.resolve("some"), 100, size * 3 / 4);
        assertThat(some.tasks()).isBetween(all * 2 / 3, all * 3 / 4);
        assertThat(Files.size(some.file())).isLessThanOrEqualTo(size * 3 / 4);
        String flips = JSON.readTree(some.index()).path("flips").asText();
        assertThat(flips).hasSize(some.tasks());
        assertThat(flips.substring(0, all / 2))
                .as("fixed and broken, in their order")
                .matches("(fb)+");
        assertThat(flips.substring(all / 2)).as("others").matches("(wr)+w?");
        assertThat(some.flips()).as("of all").containsEntry("fixed", all / 4L).containsEntry("right-anyway", all / 4L);
        JsonNode first = chapter(Files.readAllLines(some.file()).get(0));
        assertThat(first.get(2).get(0).asText()).as("the third that changed").isEqualTo("task 4");

        TaskBook.Written few = TaskBook.writeSome(courses(all), courses(all), folder.resolve("few"), 100, size / 4);
        assertThat(few.tasks()).isBetween(all / 8, all / 4);
        assertThat(JSON.readTree(few.index()).path("flips").asText()).matches("(fb)+f?");
    }

    @Test
    void isTheSameForTheSameTasks() {
        assertThat(write(300, 100, 1_000_000).content())
                .isEqualTo(write(300, 100, 1_000_000).content());
        assertThat(write(300, 99, 1_000_000).content())
                .isEqualTo(write(300, 100, 1_000_000).content());
        assertThat(write(301, 100, 1_000_000).content())
                .isNotEqualTo(write(300, 100, 1_000_000).content());
    }

    private TaskBook.Written write(int tasks, int longest, long most) {
        return TaskBook.write(courses(tasks), folder.resolve("book"), longest, most)
                .orElseThrow();
    }

    /** In turn fixed, broken, still wrong, right anyway. */
    private static Iterator<TaskCourse> courses(int tasks) {
        return IntStream.range(0, tasks)
                .mapToObj(i -> new TaskCourse(
                        "target: " + i, result(i, i % 4 == 1 || i % 4 == 3), result(i, i % 4 == 0 || i % 4 == 3)))
                .iterator();
    }

    private static TaskResult result(int task, boolean passed) {
        return new TaskResult(
                "task " + task,
                "an answer",
                Judgement.FAILED,
                "wrong",
                HOSTILE,
                "a retry",
                passed ? Judgement.PASSED : Judgement.FAILED,
                passed ? "" : "wrong");
    }

    private static JsonNode chapter(String line) throws IOException {
        byte[] compressed = Base64.getDecoder().decode(line);
        return JSON.readTree(new InflaterInputStream(new ByteArrayInputStream(compressed)).readAllBytes());
    }
}
