package dev.r3.model.template;

import java.util.List;

/** The tokens of a template, read in order, and how deeply what is being read is nested. */
final class Tokens {

    private final List<Token> tokens;
    private final int mostNesting;
    private int at;
    private int nesting;

    Tokens(List<Token> tokens, int mostNesting) {
        this.tokens = tokens;
        this.mostNesting = mostNesting;
    }

    Token current() {
        return tokens.get(at);
    }

    Token following() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    int line() {
        return current().line();
    }

    boolean is(Token.Kind kind) {
        return current().kind() == kind;
    }

    boolean isName(String name) {
        return current().isName(name);
    }

    boolean isOperator(String operator) {
        return current().isOperator(operator);
    }

    /** The current token, which is then behind; the end stays. */
    Token take() {
        Token token = current();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    boolean skipName(String name) {
        boolean isThere = isName(name);
        if (isThere) {
            take();
        }
        return isThere;
    }

    boolean skipOperator(String operator) {
        boolean isThere = isOperator(operator);
        if (isThere) {
            take();
        }
        return isThere;
    }

    Token expect(Token.Kind kind, String what) {
        if (!is(kind)) {
            throw unexpected(what);
        }
        return take();
    }

    void expectOperator(String operator) {
        if (!skipOperator(operator)) {
            throw unexpected("'" + operator + "'");
        }
    }

    void expectName(String name) {
        if (!skipName(name)) {
            throw unexpected("'" + name + "'");
        }
    }

    TemplateSyntaxException unexpected(String wanted) {
        return error(current().describe() + " where " + wanted + " is expected");
    }

    TemplateSyntaxException error(String message) {
        return new TemplateSyntaxException(line(), message);
    }

    void nest() {
        if (++nesting > mostNesting) {
            throw error("more than " + mostNesting + " levels of nesting");
        }
    }

    void unnest() {
        nesting--;
    }
}
