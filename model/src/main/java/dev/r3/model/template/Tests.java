package dev.r3.model.template;

import java.util.Map;
import java.util.Optional;

/** The tests after {@code is}. */
final class Tests {

    interface Test {
        boolean test(Value value, Arguments arguments, Budget budget);
    }

    record Entry(Signature signature, Test test) {}

    private interface PlainTest {
        boolean test(Value value);
    }

    private interface Relation {
        boolean test(Value left, Value right, Budget budget);
    }

    private static final String OTHER = "other";
    private static final Relation EQUAL = Equality::equal;
    private static final Relation UNEQUAL = (left, right, budget) -> !Equality.equal(left, right, budget);
    private static final Relation LESS = (left, right, budget) -> Comparing.compare(left, right) < 0;
    private static final Relation LESS_OR_EQUAL = (left, right, budget) -> Comparing.compare(left, right) <= 0;
    private static final Relation GREATER = (left, right, budget) -> Comparing.compare(left, right) > 0;
    private static final Relation GREATER_OR_EQUAL = (left, right, budget) -> Comparing.compare(left, right) >= 0;

    private static final Map<String, Entry> TESTS = Map.ofEntries(
            plain("defined", value -> !(value instanceof Undefined)),
            plain("undefined", Undefined.class::isInstance),
            plain("none", value -> value == None.NONE),
            plain("boolean", Bool.class::isInstance),
            plain("true", value -> value == Bool.TRUE),
            plain("false", value -> value == Bool.FALSE),
            plain("integer", WholeNumber.class::isInstance),
            plain("float", RealNumber.class::isInstance),
            plain("number", Numbers::isNumber),
            plain("string", value -> value instanceof Text || value instanceof SafeText),
            plain("mapping", Mapping.class::isInstance),
            plain("iterable", Iteration::isIterable),
            plain("sequence", Tests::isSequence),
            plain("callable", Tests::isCallable),
            plain("odd", value -> Numbers.whole(value).testBit(0)),
            plain("even", value -> !Numbers.whole(value).testBit(0)),
            related("divisibleby", (left, right, budget) -> !Truth.of(Arithmetic.modulo(left, right))),
            related("sameas", (left, right, budget) -> isSame(left, right)),
            related("in", (item, container, budget) -> Comparing.contains(container, item, budget)),
            related("equalto", EQUAL),
            related("eq", EQUAL),
            related("==", EQUAL),
            related("ne", UNEQUAL),
            related("!=", UNEQUAL),
            related("lt", LESS),
            related("lessthan", LESS),
            related("<", LESS),
            related("le", LESS_OR_EQUAL),
            related("<=", LESS_OR_EQUAL),
            related("gt", GREATER),
            related("greaterthan", GREATER),
            related(">", GREATER),
            related("ge", GREATER_OR_EQUAL),
            related(">=", GREATER_OR_EQUAL));

    private Tests() {}

    static Optional<Entry> find(String name) {
        return Optional.ofNullable(TESTS.get(name));
    }

    private static Map.Entry<String, Entry> plain(String name, PlainTest test) {
        return Map.entry(name, new Entry(Signature.of(0), (value, arguments, budget) -> test.test(value)));
    }

    private static Map.Entry<String, Entry> related(String name, Relation relation) {
        return Map.entry(
                name,
                new Entry(
                        Signature.of(1, OTHER),
                        (value, arguments, budget) -> relation.test(value, arguments.get(OTHER), budget)));
    }

    private static boolean isSequence(Value value) {
        if (value instanceof Sequence sequence) {
            return sequence.kind() != Sequence.Kind.VIEW;
        }
        return value instanceof Text
                || value instanceof SafeText
                || value instanceof Mapping
                || value instanceof Undefined;
    }

    private static boolean isCallable(Value value) {
        return value instanceof Undefined
                || value instanceof BoundMethod
                || value instanceof FunctionValue
                || value instanceof MacroValue;
    }

    /** Identity, which is told only for the values of which Python has one each. */
    private static boolean isSame(Value left, Value right) {
        if (left == None.NONE || left instanceof Bool || right == None.NONE || right instanceof Bool) {
            return left == right;
        }
        throw new ValueException("'sameas' is supported for true, false and none");
    }
}
