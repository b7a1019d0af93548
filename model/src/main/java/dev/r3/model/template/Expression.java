package dev.r3.model.template;

/** A part of the template that has a value. */
sealed interface Expression
        permits Literal,
                NameReference,
                AttributeAccess,
                ItemAccess,
                SliceAccess,
                FunctionCall,
                MethodCall,
                FilterExpression,
                TestExpression,
                Negation,
                Operation,
                Concatenation,
                Comparison,
                Junction,
                Conditional,
                SequenceLiteral,
                MappingLiteral {

    /** The line of the template, from 1. */
    int line();

    /** The value; called through {@link Frame#evaluate}, which keeps count. */
    Value evaluate(Frame frame);
}
