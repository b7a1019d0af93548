package dev.r3.model.template;

/** A value of the template language, with the meaning that Python's values have in Jinja. */
sealed interface Value
        permits Undefined,
                None,
                Bool,
                WholeNumber,
                RealNumber,
                Text,
                SafeText,
                Sequence,
                Mapping,
                Generated,
                Namespace,
                LoopState,
                MacroValue,
                BoundMethod,
                FunctionValue {

    /** The name of the type for error messages. */
    String typeName();
}
