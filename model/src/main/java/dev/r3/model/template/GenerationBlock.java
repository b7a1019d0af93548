package dev.r3.model.template;

import java.util.List;

/** {@code {% generation %}}: marks what the assistant wrote, for training on it; it prints what is in it. */
record GenerationBlock(int line, List<Statement> body) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        return frame.inner().execute(body);
    }
}
