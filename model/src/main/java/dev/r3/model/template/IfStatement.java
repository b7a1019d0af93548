package dev.r3.model.template;

import java.util.List;

/** {@code {% if %}} with its {@code elif} and {@code else}. */
record IfStatement(int line, List<Branch> branches, List<Statement> otherwise) implements Statement {

    record Branch(Expression condition, List<Statement> body) {}

    @Override
    public Flow execute(Frame frame) {
        for (Branch branch : branches) {
            if (Truth.of(frame.evaluate(branch.condition()))) {
                return frame.execute(branch.body());
            }
        }
        return frame.execute(otherwise);
    }
}
