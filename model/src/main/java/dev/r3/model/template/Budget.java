package dev.r3.model.template;

import java.util.List;

/** Counts what one rendering uses and ends it when it is too much; knows the line for errors. */
final class Budget {

    private final TemplateLimits limits;
    private long steps;
    private long textWork;
    private int depth;
    private int line = 1;

    Budget(TemplateLimits limits) {
        this.limits = limits;
    }

    int line() {
        return line;
    }

    /** One node starts within the others. Gives the line that {@link #leave} restores. */
    int enter(int nodeLine) {
        int before = line;
        line = nodeLine;
        if (++depth > limits.depth()) {
            throw new TemplateLimitException(line, "more than " + limits.depth() + " levels of evaluation");
        }
        charge(1);
        return before;
    }

    void leave(int before) {
        depth--;
        line = before;
    }

    void charge(long count) {
        steps += count;
        if (steps > limits.steps()) {
            throw new TemplateLimitException(line, "more than " + limits.steps() + " steps");
        }
    }

    void checkLength(long length) {
        if (length > limits.outputLength()) {
            throw new TemplateLimitException(line, "a text of more than " + limits.outputLength() + " characters");
        }
    }

    void chargeText(long length) {
        checkLength(length);
        chargeReading(length);
    }

    /** Going through a text of that length. */
    void chargeReading(long length) {
        textWork += length;
        if (textWork > limits.textWork()) {
            throw new TemplateLimitException(line, "texts of more than " + limits.textWork() + " characters in all");
        }
    }

    /** A new text, charged for. */
    Text text(String value) {
        chargeText(value.length());
        return new Text(value);
    }

    /** A new list, charged for. */
    Sequence list(List<Value> items) {
        charge(items.size());
        return Sequence.list(items);
    }
}
