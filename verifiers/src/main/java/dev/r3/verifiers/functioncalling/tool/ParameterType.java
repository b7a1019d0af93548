package dev.r3.verifiers.functioncalling.tool;

import java.util.List;

/** The type of a parameter as far as it bears on values. */
public sealed interface ParameterType {

    /** The types that have no parts. */
    enum Plain implements ParameterType {
        TEXT,
        INTEGER,
        NUMBER,
        BOOLEAN,
        NULL,
        /** Accepts every value: what an unknown type is taken for. */
        ANYTHING
    }

    /** A list of items of one type. */
    record ListOf(ParameterType item) implements ParameterType {}

    /** A list whose order and repetitions say nothing. */
    record SetOf(ParameterType item) implements ParameterType {}

    /** A list with a type for each place; with no places given, any list. */
    record TupleOf(List<ParameterType> items) implements ParameterType {
        public TupleOf {
            items = List.copyOf(items);
        }
    }

    /** An object with values of one type. */
    record DictionaryOf(ParameterType value) implements ParameterType {}

    /** A value of one of several types. */
    record UnionOf(List<ParameterType> members) implements ParameterType {
        public UnionOf {
            members = List.copyOf(members);
            if (members.isEmpty()) {
                throw new IllegalArgumentException("union has no members");
            }
        }
    }
}
