package dev.r3.model.template;

/** {@code {{ value }}}. */
record Print(int line, Expression value) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        frame.output().append(Printing.print(frame.evaluate(value), frame.budget()));
        return Flow.NEXT;
    }
}
