package dev.r3.verifiers.functioncalling.call;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One call of a tool.
 *
 * @param name the tool's name, dots and all
 * @param arguments the values by parameter; shared, never changed
 */
public record Call(String name, ObjectNode arguments) {
    public Call {
        requireNonNull(name, "name is null");
        requireNonNull(arguments, "arguments is null");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name is empty");
        }
    }
}
