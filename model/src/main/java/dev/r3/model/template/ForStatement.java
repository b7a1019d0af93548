package dev.r3.model.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code {% for target in items if filter %}}. Each iteration has variables of its own.
 *
 * @param filter null for none
 * @param otherwise what is done if there is no item
 */
record ForStatement(
        int line,
        Target target,
        Expression items,
        @Nullable Expression filter,
        List<Statement> body,
        List<Statement> otherwise)
        implements Statement {

    @Override
    public Flow execute(Frame frame) {
        List<Value> kept = kept(Iteration.items(frame.evaluate(items), frame.budget()), frame);
        if (kept.isEmpty()) {
            return frame.inner().execute(otherwise);
        }
        for (int i = 0; i < kept.size(); i++) {
            frame.budget().charge(1);
            Frame iteration = frame.inner();
            iteration.set("loop", new LoopState(kept, i));
            target.assign(iteration, kept.get(i));
            if (iteration.execute(body) == Flow.BREAK) {
                break;
            }
        }
        return Flow.NEXT;
    }

    private List<Value> kept(List<Value> all, Frame frame) {
        if (filter == null) {
            return all;
        }
        List<Value> kept = new ArrayList<>();
        for (Value item : all) {
            Frame iteration = frame.inner();
            target.assign(iteration, item);
            if (Truth.of(iteration.evaluate(filter))) {
                kept.add(item);
            }
        }
        return kept;
    }
}
