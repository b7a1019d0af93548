package dev.r3.verifiers.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** One verifiable task, read from a data row and validated. Implementations are records. */
public interface Task {

    /**
     * The canonical text that says which task this is. Rows with equal identities are one task: they are de-duplicated
     * and always fall into the same split.
     */
    String identity();

    /** This task in the family's standard row layout ({@link TaskFamily#columns()}), in canonical form. */
    ObjectNode row();

    /** What the family's prompt templates may name in braces, e.g. {@code numbers} → {@code "[3, 5, 7]"}. */
    Map<String, String> promptVariables();

    /** JSON schemas of the tools that the model is offered, for the chat template; empty for most families. */
    default List<JsonNode> tools() {
        return List.of();
    }
}
