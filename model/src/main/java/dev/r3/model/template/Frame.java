package dev.r3.model.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables in sight at one place of a rendering, and where its text goes. */
final class Frame {

    private final @Nullable Frame outer;
    private final Map<String, Value> variables = new HashMap<>();
    private final Rendering rendering;
    private final TextBuffer output;

    private Frame(@Nullable Frame outer, Rendering rendering, TextBuffer output) {
        this.outer = outer;
        this.rendering = rendering;
        this.output = output;
    }

    static Frame outermost(Rendering rendering, Map<String, Value> variables) {
        Frame frame = new Frame(null, rendering, new TextBuffer(rendering.budget()));
        frame.variables.putAll(variables);
        return frame;
    }

    /** A scope within this one that writes to the same place. */
    Frame inner() {
        return new Frame(this, rendering, output);
    }

    /** A scope within this one that keeps its text to itself. */
    Frame capturing() {
        return new Frame(this, rendering, new TextBuffer(budget()));
    }

    Value lookUp(String name) {
        for (Frame frame = this; frame != null; frame = frame.outer) {
            Value value = frame.variables.get(name);
            if (value != null) {
                return value;
            }
        }
        return new Undefined("'" + name + "'");
    }

    void set(String name, Value value) {
        variables.put(name, value);
    }

    TextBuffer output() {
        return output;
    }

    Rendering rendering() {
        return rendering;
    }

    Budget budget() {
        return rendering.budget();
    }

    Value evaluate(Expression expression) {
        int before = budget().enter(expression.line());
        Value value = expression.evaluate(this);
        budget().leave(before);
        return value;
    }

    /** Runs the statements until one leaves the loop around them. */
    Flow execute(List<Statement> statements) {
        for (Statement statement : statements) {
            int before = budget().enter(statement.line());
            Flow flow = statement.execute(this);
            budget().leave(before);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }
}
