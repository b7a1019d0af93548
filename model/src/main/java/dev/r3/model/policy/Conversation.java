package dev.r3.model.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.tokenizer.ChatMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node of a tree of conversations: the messages from the root to here. Nodes are told apart by identity: requests that
 * share a node, or go on after the same completion, share its computation where the policy can. Immutable.
 */
public final class Conversation {
    /** Where a node's messages come from. */
    private enum Origin {
        GIVEN,
        WRITTEN
    }

    private final @Nullable Conversation parent;
    private final List<ChatMessage> added;
    private final Origin origin;
    private final List<ObjectNode> tools;

    private Conversation(
            @Nullable Conversation parent, List<ChatMessage> added, Origin origin, List<ObjectNode> tools) {
        this.parent = parent;
        this.added = List.copyOf(added);
        this.origin = origin;
        this.tools = tools;
        if (added.isEmpty()) {
            throw new IllegalArgumentException("an empty conversation: at least one message is needed");
        }
    }

    /**
     * A root.
     *
     * @throws IllegalArgumentException for no messages
     */
    public static Conversation of(List<ChatMessage> messages) {
        return of(messages, List.of());
    }

    /**
     * A root with functions that the assistant may call.
     *
     * @param tools their JSON schemas
     * @throws IllegalArgumentException for no messages
     */
    public static Conversation of(List<ChatMessage> messages, List<ObjectNode> tools) {
        return new Conversation(
                null,
                messages,
                Origin.GIVEN,
                tools.stream().map(ObjectNode::deepCopy).toList());
    }

    /**
     * A new node: this one followed by given messages.
     *
     * @throws IllegalArgumentException for no messages
     */
    public Conversation then(ChatMessage... messages) {
        return new Conversation(this, List.of(messages), Origin.GIVEN, tools);
    }

    /** A new node: this one followed by what a policy wrote. */
    Conversation thenWritten(String text) {
        return new Conversation(this, List.of(ChatMessage.assistant(text)), Origin.WRITTEN, tools);
    }

    public Optional<Conversation> parent() {
        return Optional.ofNullable(parent);
    }

    /** The messages that this node adds to its parent's. */
    public List<ChatMessage> added() {
        return added;
    }

    /** Whether this node adds what a policy wrote, as one message of the assistant. */
    public boolean isWritten() {
        return origin == Origin.WRITTEN;
    }

    /** The nodes from the root to this one. */
    public List<Conversation> path() {
        List<Conversation> path = new ArrayList<>();
        for (Conversation node = this; node != null; node = node.parent) {
            path.add(node);
        }
        Collections.reverse(path);
        return path;
    }

    /** The messages from the root to here; what a policy wrote is an assistant's message with its text. */
    public List<ChatMessage> messages() {
        return path().stream().flatMap(node -> node.added.stream()).toList();
    }

    /** JSON schemas of the functions that the assistant may call; none for no functions. */
    public List<ObjectNode> tools() {
        return tools.stream().map(ObjectNode::deepCopy).toList();
    }

    /** Whether the assistant's turn can follow: it does not speak twice. */
    boolean isAnswerable() {
        return !added.get(added.size() - 1).role().equals("assistant");
    }
}
