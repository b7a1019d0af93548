package dev.r3.activities.endpoint;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.workflows.contract.spec.EndpointSpec;
import java.util.Map;

/**
 * What a server is shown to be let in. It is in no message, log or file.
 *
 * @param variable of the environment that holds it
 * @param value empty if there is none
 */
record EndpointKey(String variable, String value) {
    private static final String USUAL = "OPENAI_API_KEY";

    EndpointKey {
        requireNonNull(variable, "variable is null");
        requireNonNull(value, "value is null");
    }

    /**
     * The key of an endpoint.
     *
     * @throws ConfigFailure if the variable that the spec names is not set, or holds what can be no key
     */
    static EndpointKey of(EndpointSpec spec, Map<String, String> environment) {
        String variable = spec.keyFrom().isEmpty() ? USUAL : spec.keyFrom();
        String value = environment.getOrDefault(variable, "").strip();
        if (value.isEmpty() && !spec.keyFrom().isEmpty()) {
            throw new ConfigFailure(
                    "%s is not set in this process's environment, but key-from names it for the key of %s; set it and start again, the worker too (`./r3 down`)"
                            .formatted(variable, spec.endpoint()));
        }
        // What goes into a header; the JDK's own message would show it.
        if (value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new ConfigFailure(
                    "%s holds white space or signs that no key has; check what it is set to".formatted(variable));
        }
        return new EndpointKey(variable, value);
    }

    boolean isThere() {
        return !value.isEmpty();
    }

    /** A server's text without the key, which it may repeat. */
    String hiddenIn(String text) {
        return isThere() ? text.replace(value, "***") : text;
    }

    @Override
    public String toString() {
        return variable;
    }
}
