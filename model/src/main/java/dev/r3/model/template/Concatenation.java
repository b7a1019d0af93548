package dev.r3.model.template;

import java.util.List;

/** Values printed one after the other with {@code ~}. */
record Concatenation(int line, List<Expression> parts) implements Expression {

    @Override
    public Value evaluate(Frame frame) {
        TextBuffer out = new TextBuffer(frame.budget());
        for (Expression part : parts) {
            out.append(Printing.print(frame.evaluate(part), frame.budget()));
        }
        return new Text(out.toString());
    }
}
