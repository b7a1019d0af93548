package dev.r3.infra.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.verifiers.api.Verifier;
import java.io.IOException;

/** Reads one input line of {@code r3 score} and judges it. */
final class Scorer<T extends Task> {

    private static final int MOST_DEPTH = 200;

    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .maxStringLength(BoundedLines.MOST_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final TaskFamily<T> family;
    private final Verifier<T> verifier;

    Scorer(TaskFamily<T> family, Verifier<T> verifier) {
        this.family = family;
        this.verifier = verifier;
    }

    Score score(BoundedLines lines) {
        if (lines.isTooLong()) {
            return Score.broken(NullNode.instance, lines.number(), "is longer than 16 MiB");
        }
        try {
            return score(lines.number(), JSON.readTree(lines.bytes()));
        } catch (StreamConstraintsException e) {
            return Score.broken(
                    NullNode.instance,
                    lines.number(),
                    "is nested deeper than %d or holds a number of more than %d digits"
                            .formatted(MOST_DEPTH, StreamReadConstraints.DEFAULT_MAX_NUM_LEN));
        } catch (JsonProcessingException e) {
            return Score.broken(NullNode.instance, lines.number(), "is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            return Score.broken(NullNode.instance, lines.number(), "is not JSON: " + e.getMessage());
        }
    }

    /** A number beyond what a 64-bit float holds is read as infinite, and would come back as a word. */
    private static boolean isFinite(JsonNode id) {
        return id.isIntegralNumber() || (id.isNumber() && Double.isFinite(id.doubleValue()));
    }

    private Score score(long number, JsonNode line) {
        JsonNode id = line.path("id");
        if (!id.isTextual() && !isFinite(id)) {
            return Score.broken(NullNode.instance, number, "has no 'id' that is a text or a number");
        }
        if (!(line.get("task") instanceof ObjectNode row)) {
            return Score.broken(id, number, "has no object 'task'");
        }
        JsonNode completion = line.path("completion");
        if (!completion.isTextual()) {
            return Score.broken(id, number, "has no text 'completion'");
        }
        JsonNode truncated = line.path("truncated");
        if (!truncated.isMissingNode() && !truncated.isNull() && !truncated.isBoolean()) {
            return Score.broken(id, number, "'truncated' is not true or false");
        }
        try {
            T task = family.readTask(row);
            return Score.of(
                    id, verifier.verify(task, new Completion(completion.textValue(), truncated.booleanValue())));
        } catch (InvalidTaskException e) {
            return Score.broken(id, number, "task is no %s task: %s".formatted(family.id(), e.getMessage()));
        }
    }
}
