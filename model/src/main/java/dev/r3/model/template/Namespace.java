package dev.r3.model.template;

import java.util.HashMap;
import java.util.Map;

/** The one kind of value whose attributes a template can set, so that a loop can hand something out. */
final class Namespace implements Value {

    private final Map<String, Value> attributes;

    Namespace(Map<String, Value> attributes) {
        this.attributes = new HashMap<>(attributes);
    }

    Value attribute(String name) {
        Value value = attributes.get(name);
        return value == null ? new Undefined("attribute '" + name + "' of the namespace") : value;
    }

    void set(String name, Value value) {
        attributes.put(name, value);
    }

    @Override
    public String typeName() {
        return "namespace";
    }
}
