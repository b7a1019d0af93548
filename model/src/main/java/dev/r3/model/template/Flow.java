package dev.r3.model.template;

/** How a statement ends. */
enum Flow {
    NEXT,
    BREAK,
    CONTINUE
}
