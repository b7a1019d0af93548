package dev.r3.model.template;

/** A part of the template that does something. */
sealed interface Statement
        permits PlainText,
                Print,
                IfStatement,
                ForStatement,
                SetStatement,
                SetBlock,
                MacroDefinition,
                GenerationBlock,
                LoopControl {

    /** The line of the template, from 1. */
    int line();

    /** Does it; called through {@link Frame#execute}, which keeps count. */
    Flow execute(Frame frame);
}
