package dev.r3.model.template;

/** A call of a macro or of one of the {@link Functions}. */
record FunctionCall(int line, String name, CallArguments arguments) implements Expression {

    @Override
    public Value evaluate(Frame frame) {
        Value function = frame.lookUp(name);
        if (function instanceof MacroValue macro) {
            return macro.call(arguments.evaluatePositional(frame), arguments.evaluateNamed(frame));
        }
        if (function instanceof FunctionValue builtIn) {
            return Functions.call(
                    builtIn.name(), arguments.evaluatePositional(frame), arguments.evaluateNamed(frame), frame);
        }
        if (function instanceof Undefined undefined) {
            throw undefined.failure();
        }
        throw new ValueException("'" + name + "' is no function but a " + function.typeName());
    }
}
