package dev.r3.model.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code {% macro name(parameters) %}}. */
record MacroDefinition(int line, String name, List<Parameter> parameters, List<Statement> body) implements Statement {

    /** A parameter; its default is null if it has none, and then it is undefined unless given. */
    record Parameter(String name, @Nullable Expression defaultValue) {}

    @Override
    public Flow execute(Frame frame) {
        frame.set(name, new MacroValue(this, frame));
        return Flow.NEXT;
    }
}
