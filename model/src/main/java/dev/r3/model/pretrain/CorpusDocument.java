package dev.r3.model.pretrain;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.countdown.CountdownTask;
import java.util.List;
import java.util.stream.Stream;

/**
 * A conversation of the corpus.
 *
 * @param tasks whose numbers and solutions it shows: its own, and another's where it holds that one's reflection
 */
record CorpusDocument(DocumentKind kind, List<CountdownTask> tasks, List<Message> messages) {
    CorpusDocument {
        requireNonNull(kind, "kind is null");
        tasks = List.copyOf(tasks);
        messages = List.copyOf(messages);
    }

    /** Who writes a message, and whether it is learnt. */
    enum Part {
        USER,
        LEARNT_ASSISTANT,
        CONTEXT_ASSISTANT
    }

    record Message(Part part, String content) {
        ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("role", part == Part.USER ? "user" : "assistant")
                    .put("content", content);
            return part == Part.CONTEXT_ASSISTANT ? json.put("train", false) : json;
        }
    }

    /** What a tokenizer is trained on. */
    Stream<String> texts() {
        return messages.stream().map(Message::content);
    }

    /** Its line in the corpus. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("kind", kind.label());
        ArrayNode all = json.putArray("messages");
        messages.forEach(message -> all.add(message.json()));
        return json;
    }
}
