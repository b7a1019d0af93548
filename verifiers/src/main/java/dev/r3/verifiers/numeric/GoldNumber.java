package dev.r3.verifiers.numeric;

import dev.r3.verifiers.question.QuestionTask;
import java.math.BigDecimal;
import java.util.Optional;

/** The number that the data set gives: after the last {@code ####} of its answer, or the whole answer. */
final class GoldNumber {

    private static final String HASHES = "####";

    private GoldNumber() {}

    static Optional<BigDecimal> find(QuestionTask task) {
        int hashes = task.answer().lastIndexOf(HASHES);
        return WrittenNumber.parse(hashes < 0 ? task.answer() : task.answer().substring(hashes + HASHES.length()));
    }

    /** The number of a task that the family has read. */
    static BigDecimal of(QuestionTask task) {
        return find(task).orElseThrow(() -> new IllegalArgumentException("the task's answer is no number"));
    }
}
