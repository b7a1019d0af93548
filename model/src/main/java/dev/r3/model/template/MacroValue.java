package dev.r3.model.template;

import java.util.List;
import java.util.Map;

/** A macro with the variables in sight where it was defined. */
record MacroValue(MacroDefinition definition, Frame definedIn) implements Value {

    /** The text that the macro prints. */
    Value call(List<Value> positional, Map<String, Value> named) {
        requireFit(positional, named);
        Frame frame = definedIn.capturing();
        List<MacroDefinition.Parameter> parameters = definition.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            MacroDefinition.Parameter parameter = parameters.get(i);
            Value value = i < positional.size() ? positional.get(i) : named.get(parameter.name());
            frame.set(parameter.name(), value == null ? defaultOf(parameter, frame) : value);
        }
        frame.execute(definition.body());
        return new Text(frame.output().toString());
    }

    private static Value defaultOf(MacroDefinition.Parameter parameter, Frame frame) {
        Expression defaultValue = parameter.defaultValue();
        return defaultValue == null
                ? new Undefined("parameter '" + parameter.name() + "' was not provided and")
                : frame.evaluate(defaultValue);
    }

    private void requireFit(List<Value> positional, Map<String, Value> named) {
        List<String> names = definition.parameters().stream()
                .map(MacroDefinition.Parameter::name)
                .toList();
        new Signature(names, 0, Signature.Rest.NONE)
                .problem(positional.size(), named.keySet())
                .ifPresent(problem -> {
                    throw new ValueException("macro '" + definition.name() + "' " + problem);
                });
    }

    @Override
    public String typeName() {
        return "macro";
    }
}
