package dev.r3.model.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values a filter, test, method or function is called with.
 *
 * @param named by the names of the parameters
 * @param rest values in order beyond the parameters
 */
record Arguments(Map<String, Value> named, List<Value> rest) {

    Value get(String name) {
        Value value = named.get(name);
        if (value == null) {
            throw new ValueException("'" + name + "' is missing");
        }
        return value;
    }

    Value getOr(String name, Value fallback) {
        return named.getOrDefault(name, fallback);
    }

    String text(String name) {
        if (get(name) instanceof Text text) {
            return text.value();
        }
        throw new ValueException(
                "'" + name + "' is no string but a " + get(name).typeName());
    }

    /** None where the argument is missing or none. */
    @Nullable
    String textOrNull(String name) {
        Value value = getOr(name, None.NONE);
        return value == None.NONE ? null : text(name);
    }

    int wholeOr(String name, int fallback) {
        Value value = getOr(name, None.NONE);
        return value == None.NONE ? fallback : Numbers.position(value);
    }

    boolean isTrue(String name) {
        return Truth.of(getOr(name, Bool.FALSE));
    }
}
