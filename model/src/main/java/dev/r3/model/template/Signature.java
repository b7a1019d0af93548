package dev.r3.model.template;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters that a filter, test, method or function takes.
 *
 * @param parameters names in order
 * @param required how many of them must be given
 * @param rest what else may be given
 */
record Signature(List<String> parameters, int required, Rest rest) {

    enum Rest {
        NONE,
        POSITIONAL,
        NAMED
    }

    static Signature of(int required, String... parameters) {
        return new Signature(List.of(parameters), required, Rest.NONE);
    }

    /** What is wrong with a call that gives so many values in order and these by name; nothing if it is right. */
    Optional<String> problem(int positional, Collection<String> names) {
        if (positional > parameters.size() && rest != Rest.POSITIONAL) {
            return Optional.of("takes at most " + parameters.size() + " values, not " + positional);
        }
        for (String name : names) {
            int place = parameters.indexOf(name);
            if (place < 0 && rest != Rest.NAMED) {
                return Optional.of("has no parameter '" + name + "'");
            }
            if (place >= 0 && place < positional) {
                return Optional.of("gets '" + name + "' twice");
            }
        }
        for (int i = positional; i < required; i++) {
            if (!names.contains(parameters.get(i))) {
                return Optional.of("needs '" + parameters.get(i) + "'");
            }
        }
        return Optional.empty();
    }

    /** The values by the names of their parameters; what {@link #problem} finds must have been looked at before. */
    Arguments bind(List<Value> positional, Map<String, Value> named) {
        Map<String, Value> values = new HashMap<>(named);
        int count = Math.min(positional.size(), parameters.size());
        for (int i = 0; i < count; i++) {
            values.put(parameters.get(i), positional.get(i));
        }
        return new Arguments(values, positional.subList(count, positional.size()));
    }
}
