package dev.r3.model.generate;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node of a conversation tree: the tokens from the root to here. Nodes are told apart by identity: requests that share
 * a node, or descend from one, share its computation. Immutable.
 */
public final class Context {
    private final @Nullable Context parent;
    private final int[] tokens;
    private final int length;

    private Context(@Nullable Context parent, int[] tokens) {
        this.parent = parent;
        this.tokens = tokens.clone();
        this.length = (parent == null ? 0 : parent.length) + tokens.length;
    }

    /**
     * A root.
     *
     * @throws IllegalArgumentException for no tokens
     */
    public static Context of(int[] tokens) {
        if (tokens.length == 0) {
            throw new IllegalArgumentException("an empty prompt: at least one token is needed to go on from");
        }
        return new Context(null, tokens);
    }

    /** This node followed by more tokens, if only none. */
    public Context then(int[] more) {
        return new Context(this, more);
    }

    /** The first node of the tree. */
    Context root() {
        Context node = this;
        while (node.parent != null) {
            node = node.parent;
        }
        return node;
    }

    public Optional<Context> parent() {
        return Optional.ofNullable(parent);
    }

    /** Tokens from the root to here. */
    public int length() {
        return length;
    }

    /** The tokens from the root to here. */
    public int[] tokens() {
        return tokensFrom(0);
    }

    /** The same without the first {@code start}. */
    public int[] tokensFrom(int start) {
        int[] all = new int[length - start];
        for (Context node = this; node != null && node.length > start; node = node.parent) {
            int before = node.length - node.tokens.length;
            int skipped = Math.max(0, start - before);
            System.arraycopy(node.tokens, skipped, all, Math.max(0, before - start), node.tokens.length - skipped);
        }
        return all;
    }

    /** Whether the other node is this one or one of its ancestors. */
    public boolean descendsFrom(Context other) {
        Context node = this;
        while (node != null && node != other) {
            node = node.parent;
        }
        return node == other;
    }
}
