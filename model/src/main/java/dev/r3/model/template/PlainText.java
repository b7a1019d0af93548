package dev.r3.model.template;

/** Text outside of all tags. */
record PlainText(int line, String text) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        frame.output().append(text);
        return Flow.NEXT;
    }
}
