package dev.r3.model.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code {'key': value}}; keys are strings. */
record MappingLiteral(int line, List<Entry> entries) implements Expression {

    record Entry(Expression key, Expression value) {}

    @Override
    public Value evaluate(Frame frame) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Value key = frame.evaluate(entry.key());
            if (!(key instanceof Text text)) {
                throw new ValueException("keys of a mapping are strings, not " + key.typeName());
            }
            values.put(text.value(), frame.evaluate(entry.value()));
        }
        return Mapping.of(values);
    }
}
