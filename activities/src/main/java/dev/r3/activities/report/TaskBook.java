package dev.r3.activities.report;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.stage.Sha256;
import dev.r3.workflows.contract.Digest;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;

/**
 * The tasks that a page lets people leaf through: a file of compressed chapters of rows, a line each, and an index of
 * verdicts, by which tasks are found without opening a chapter. Memory holds one chapter.
 */
final class TaskBook {
    /** Tasks a chapter: small enough to be opened at a click, large enough to be compressed well. */
    static final int CHAPTER = 250;

    /** ASCII alone: whatever a model wrote, half characters too, is valid text on the page. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final int longestText;
    private final long mostBytes;
    private final BufferedWriter chapters;
    private final List<String> labels = new ArrayList<>();
    private final List<List<Integer>> verdicts =
            List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final StringBuilder flips = new StringBuilder();
    private final Map<Flip, Long> counts = new EnumMap<>(Flip.class);
    private ArrayNode chapter = JsonNodeFactory.instance.arrayNode();
    private Digest content = Sha256.of(new byte[0]);
    private long bytes;
    private long largestChapter;

    private TaskBook(BufferedWriter chapters, int longestText, long mostBytes) {
        this.chapters = chapters;
        this.longestText = longestText;
        this.mostBytes = mostBytes;
    }

    /**
     * A written book.
     *
     * @param file a chapter a line, as base64 of zlib of JSON
     * @param index as JSON
     * @param content digest of what it says
     * @param flips how many of all tasks flipped in which way, by the flip's label
     * @param tasks how many are in it
     * @param longestText characters of a text that stay at most, half of them at its end
     */
    record Written(
            Path file, String index, Digest content, SortedMap<String, Long> flips, int tasks, int longestText) {}

    /**
     * Writes tasks; none if the book gets larger than it may.
     *
     * @param longestText characters of a text that stay at most, half of them at its end
     */
    static Optional<Written> write(Iterator<TaskCourse> tasks, Path file, int longestText, long mostBytes) {
        try (BufferedWriter chapters = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            TaskBook book = new TaskBook(chapters, longestText, mostBytes);
            while (tasks.hasNext() && book.fits()) {
                TaskCourse course = tasks.next();
                book.count(course);
                book.add(course);
            }
            book.endChapter();
            return book.fits() ? Optional.of(book.written(file)) : Optional.empty();
        } catch (IOException e) {
            throw new StorageFailure("cannot write %s: %s".formatted(file, FileFailures.explain(e)), e);
        }
    }

    /**
     * Writes as many tasks as there is room for: first those that training changed, then others.
     *
     * @param tasks all
     * @param again the same once more
     * @param longestText characters of a text that stay at most, half of them at its end
     */
    static Written writeSome(
            Iterator<TaskCourse> tasks, Iterator<TaskCourse> again, Path file, int longestText, long mostBytes) {
        try (BufferedWriter chapters = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            TaskBook book = new TaskBook(chapters, longestText, mostBytes);
            while (tasks.hasNext()) {
                TaskCourse course = tasks.next();
                book.count(course);
                if (course.flip().isChange() && book.hasRoom()) {
                    book.add(course);
                }
            }
            while (again.hasNext() && book.hasRoom()) {
                TaskCourse course = again.next();
                if (!course.flip().isChange()) {
                    book.add(course);
                }
            }
            book.endChapter();
            return book.written(file);
        } catch (IOException e) {
            throw new StorageFailure("cannot write %s: %s".formatted(file, FileFailures.explain(e)), e);
        }
    }

    private boolean fits() {
        return bytes <= mostBytes;
    }

    /** For one more chapter, if it is as large as the largest so far. */
    private boolean hasRoom() {
        return bytes + largestChapter <= mostBytes;
    }

    private void count(TaskCourse course) {
        counts.merge(course.flip(), 1L, Long::sum);
    }

    private void add(TaskCourse course) throws IOException {
        TaskResult before = course.before();
        TaskResult after = course.after();
        chapter.addArray()
                .add(before.task())
                .add(cut(course.task()))
                .add(cut(before.firstAnswer()))
                .add(cut(before.reflection()))
                .add(cut(before.retryAnswer()))
                .add(cut(after.firstAnswer()))
                .add(cut(after.reflection()))
                .add(cut(after.retryAnswer()));
        List<String> said =
                List.of(Verdicts.first(before), Verdicts.retry(before), Verdicts.first(after), Verdicts.retry(after));
        for (int i = 0; i < said.size(); i++) {
            verdicts.get(i).add(label(said.get(i)));
        }
        flips.append(course.flip().letter());
        if (chapter.size() == CHAPTER) {
            endChapter();
        }
    }

    private int label(String verdict) {
        int known = labels.indexOf(verdict);
        if (known >= 0) {
            return known;
        }
        labels.add(verdict);
        return labels.size() - 1;
    }

    private String cut(String text) {
        return CutText.of(text, longestText);
    }

    private void endChapter() throws IOException {
        if (chapter.isEmpty()) {
            return;
        }
        byte[] json = JSON.writeValueAsBytes(chapter);
        content = Sha256.of((content.hex() + Sha256.of(json).hex()).getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(compressed)) {
            deflater.write(json);
        }
        String line = Base64.getEncoder().encodeToString(compressed.toByteArray());
        chapters.write(line);
        chapters.write('\n');
        bytes += line.length() + 1;
        largestChapter = Math.max(largestChapter, line.length() + 1);
        chapter = JsonNodeFactory.instance.arrayNode();
    }

    private Written written(Path file) throws IOException {
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        index.put("chapter", CHAPTER).put("flips", flips.toString()).putPOJO("labels", labels);
        index.putPOJO("verdicts", verdicts);
        SortedMap<String, Long> byLabel = new TreeMap<>();
        for (Flip flip : Flip.values()) {
            byLabel.put(flip.label(), counts.getOrDefault(flip, 0L));
        }
        String json = JSON.writeValueAsString(index);
        Digest all = Sha256.of((content.hex() + json).getBytes(StandardCharsets.US_ASCII));
        return new Written(file, json, all, byLabel, flips.length(), longestText);
    }
}
