package dev.r3.model.template;

import java.util.List;

/** {@code {% set target %}…{% endset %}}: assigns the text between. */
record SetBlock(int line, Target target, List<Statement> body) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        Frame block = frame.capturing();
        Flow flow = block.execute(body);
        target.assign(frame, new Text(block.output().toString()));
        return flow;
    }
}
