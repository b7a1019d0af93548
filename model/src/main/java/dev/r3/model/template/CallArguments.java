package dev.r3.model.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values written in a call, in order and by name. */
record CallArguments(List<Expression> positional, Map<String, Expression> named) {

    static final CallArguments NONE = new CallArguments(List.of(), Map.of());

    List<Value> evaluatePositional(Frame frame) {
        List<Value> values = new ArrayList<>();
        positional.forEach(expression -> values.add(frame.evaluate(expression)));
        return values;
    }

    Map<String, Value> evaluateNamed(Frame frame) {
        Map<String, Value> values = new LinkedHashMap<>();
        named.forEach((name, expression) -> values.put(name, frame.evaluate(expression)));
        return values;
    }

    Arguments bind(Signature signature, Frame frame) {
        return signature.bind(evaluatePositional(frame), evaluateNamed(frame));
    }
}
