package dev.r3.model.template;

import java.util.List;

/** What a value is assigned to. */
sealed interface Target {

    void assign(Frame frame, Value value);

    /** A variable. */
    record Name(String name) implements Target {

        @Override
        public void assign(Frame frame, Value value) {
            frame.set(name, value);
        }
    }

    /** {@code namespace.attribute}. */
    record NamespaceAttribute(String namespace, String attribute) implements Target {

        @Override
        public void assign(Frame frame, Value value) {
            if (!(frame.lookUp(namespace) instanceof Namespace attributes)) {
                throw new ValueException("'" + namespace + "' is no namespace, so its attributes cannot be set");
            }
            attributes.set(attribute, value);
        }
    }

    /** {@code a, b}: takes a value apart. */
    record Unpacking(List<Target> targets) implements Target {

        @Override
        public void assign(Frame frame, Value value) {
            List<Value> items = Iteration.items(value, frame.budget());
            if (items.size() != targets.size()) {
                throw new ValueException(items.size() + " values for " + targets.size() + " names");
            }
            for (int i = 0; i < items.size(); i++) {
                targets.get(i).assign(frame, items.get(i));
            }
        }
    }
}
