package dev.r3.verifiers.question;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.CanonicalJson;
import dev.r3.verifiers.api.Column;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Task;
import java.util.List;
import java.util.Map;

/**
 * A question with its answer as the data set writes it, e.g. with the steps that lead to it.
 *
 * @param question what is asked, not blank
 * @param answer the data set's answer, not blank
 */
public record QuestionTask(String question, String answer) implements Task {

    private static final String QUESTION = "question";
    private static final String ANSWER = "answer";
    private static final int MAX_LENGTH = 1 << 16;

    /** The standard row layout: two texts. */
    public static final List<Column> COLUMNS =
            List.of(Column.required(QUESTION, Column.Type.TEXT), Column.required(ANSWER, Column.Type.TEXT));

    public QuestionTask {
        requireNonNull(question, "question is null");
        requireNonNull(answer, "answer is null");
        if (question.isBlank() || answer.isBlank()) {
            throw new IllegalArgumentException("question or answer is blank");
        }
    }

    /**
     * Reads a row of {@link #COLUMNS}.
     *
     * @throws InvalidTaskException if a column is missing, no text, blank or longer than 65,536 characters
     */
    public static QuestionTask read(ObjectNode row) throws InvalidTaskException {
        return new QuestionTask(text(row, QUESTION), text(row, ANSWER));
    }

    private static String text(ObjectNode row, String column) throws InvalidTaskException {
        JsonNode value = row.path(column);
        if (value.isMissingNode() || value.isNull()) {
            throw new InvalidTaskException("missing-column", "row has no '%s'".formatted(column));
        }
        if (!value.isTextual()) {
            throw new InvalidTaskException("wrong-type", "'%s' is not text".formatted(column));
        }
        String text = value.textValue();
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            throw new InvalidTaskException(
                    "out-of-range", "'%s' is blank or longer than %d characters".formatted(column, MAX_LENGTH));
        }
        return text;
    }

    /** The question: another answer to it makes no other task. */
    @Override
    public String identity() {
        return CanonicalJson.write(JsonNodeFactory.instance.objectNode().put(QUESTION, question));
    }

    @Override
    public ObjectNode row() {
        return JsonNodeFactory.instance.objectNode().put(QUESTION, question).put(ANSWER, answer);
    }

    @Override
    public Map<String, String> promptVariables() {
        return Map.of(QUESTION, question);
    }
}
