package dev.r3.activities.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Say {@code text}. */
record NoteTask(String text, OptionalLong count, List<Long> marks, Optional<String> gold) implements Task {

    static NoteTask of(String text) {
        return new NoteTask(text, OptionalLong.empty(), List.of(), Optional.empty());
    }

    @Override
    public String identity() {
        return text;
    }

    @Override
    public ObjectNode row() {
        ObjectNode row = JsonNodeFactory.instance.objectNode().put("text", text);
        count.ifPresent(value -> row.put("count", value));
        if (!marks.isEmpty()) {
            var list = row.putArray("marks");
            marks.forEach(list::add);
        }
        gold.ifPresent(value -> row.put("gold", value));
        return row;
    }

    @Override
    public Map<String, String> promptVariables() {
        return Map.of("text", text);
    }
}
