package dev.r3.model.template;

/**
 * A piece of a template.
 *
 * @param text plain text, a name, an operator, the digits of a number, or what a string literal stands for
 */
record Token(Kind kind, String text, int line) {

    enum Kind {
        PLAIN,
        PRINT_BEGIN,
        PRINT_END,
        TAG_BEGIN,
        TAG_END,
        NAME,
        STRING,
        INTEGER,
        FLOAT,
        OPERATOR,
        END
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    /** How the token is called in error messages. */
    String describe() {
        return switch (kind) {
            case PLAIN -> "text";
            case PRINT_BEGIN -> "'{{'";
            case PRINT_END -> "'}}'";
            case TAG_BEGIN -> "'{%'";
            case TAG_END -> "'%}'";
            case END -> "the end of the template";
            case STRING -> "a string";
            case NAME, INTEGER, FLOAT, OPERATOR -> "'" + text + "'";
        };
    }
}
