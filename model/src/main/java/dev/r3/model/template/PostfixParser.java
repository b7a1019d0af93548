package dev.r3.model.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what follows a value: attributes, items, slices, calls, filters and tests. What is unknown fails here. */
final class PostfixParser {

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final List<FunctionCall> functionCalls = new ArrayList<>();

    PostfixParser(Tokens tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    List<FunctionCall> functionCalls() {
        return functionCalls;
    }

    Expression accesses(Expression start) {
        Expression value = start;
        for (int chain = 1; ; chain++) {
            expressions.checkChain(chain);
            if (tokens.isOperator(".")) {
                value = attribute(value);
            } else if (tokens.isOperator("[")) {
                value = item(value);
            } else if (tokens.isOperator("(")) {
                value = call(value);
            } else {
                return value;
            }
        }
    }

    private Expression attribute(Expression value) {
        int line = tokens.take().line();
        if (tokens.is(Token.Kind.INTEGER)) {
            return new ItemAccess(line, value, expressions.primary());
        }
        String name = tokens.expect(Token.Kind.NAME, "the name of an attribute").text();
        boolean isUnknown = name.startsWith("__")
                || (isLoop(value) && !tokens.isOperator("(") && !LoopState.ATTRIBUTES.contains(name));
        if (isUnknown) {
            throw new TemplateSyntaxException(line, "the attribute '" + name + "' is not supported");
        }
        return new AttributeAccess(line, value, name);
    }

    private static boolean isLoop(Expression value) {
        return value instanceof NameReference reference && reference.name().equals("loop");
    }

    private Expression item(Expression value) {
        int line = tokens.take().line();
        Expression from = tokens.isOperator(":") ? null : expressions.expression();
        if (from != null && tokens.skipOperator("]")) {
            return new ItemAccess(line, value, from);
        }
        tokens.expectOperator(":");
        Expression to = bound();
        Expression step = tokens.skipOperator(":") ? bound() : null;
        tokens.expectOperator("]");
        return new SliceAccess(line, value, from, to, step);
    }

    private @Nullable Expression bound() {
        return tokens.isOperator(":") || tokens.isOperator("]") ? null : expressions.expression();
    }

    private Expression call(Expression called) {
        int line = tokens.line();
        if (called instanceof AttributeAccess access) {
            Signature signature = known(Methods.signature(access.name()), "method", access.name());
            CallArguments arguments = arguments();
            requireFit(line, access.name(), signature, arguments);
            if (!arguments.named().isEmpty() && !Methods.takesNames(access.name())) {
                throw new TemplateSyntaxException(line, "'" + access.name() + "' takes no values by name");
            }
            return new MethodCall(line, access.value(), access.name(), signature, arguments);
        }
        if (called instanceof NameReference reference) {
            FunctionCall call = new FunctionCall(line, reference.name(), arguments());
            functionCalls.add(call);
            return call;
        }
        throw tokens.error("calling anything but a function, a macro or a method is not supported");
    }

    private CallArguments arguments() {
        tokens.expectOperator("(");
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        while (!tokens.isOperator(")")) {
            if (tokens.isOperator("*") || tokens.isOperator("**")) {
                throw tokens.error("unpacking the arguments of a call is not supported");
            }
            if (tokens.is(Token.Kind.NAME) && tokens.following().isOperator("=")) {
                String name = tokens.take().text();
                tokens.take();
                if (named.put(name, expressions.expression()) != null) {
                    throw tokens.error("'" + name + "' is given twice");
                }
            } else if (named.isEmpty()) {
                positional.add(expressions.expression());
            } else {
                throw tokens.error("a value without a name after one with a name");
            }
            if (!tokens.isOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        tokens.expectOperator(")");
        return new CallArguments(positional, named);
    }

    Expression filtersAndTests(Expression start) {
        Expression value = start;
        for (int chain = 1; ; chain++) {
            expressions.checkChain(chain);
            if (tokens.isOperator("|")) {
                value = filter(value);
            } else if (tokens.isName("is")) {
                value = test(value);
            } else if (tokens.isOperator("(")) {
                throw tokens.error("calling what a filter or test gives is not supported");
            } else {
                return value;
            }
        }
    }

    private Expression filter(Expression input) {
        int line = tokens.take().line();
        String name = tokens.expect(Token.Kind.NAME, "the name of a filter").text();
        Filters.Entry entry = known(Filters.find(name), "filter", name);
        CallArguments arguments = tokens.isOperator("(") ? arguments() : CallArguments.NONE;
        requireFit(line, name, entry.signature(), arguments);
        NamedInText.check(line, name, arguments);
        return new FilterExpression(line, input, entry, arguments);
    }

    private Expression test(Expression value) {
        int line = tokens.take().line();
        boolean isNegated = tokens.skipName("not");
        String name = tokens.expect(Token.Kind.NAME, "the name of a test").text();
        Tests.Entry entry = known(Tests.find(name), "test", name);
        CallArguments arguments = testArguments();
        requireFit(line, name, entry.signature(), arguments);
        Expression test = new TestExpression(line, value, entry, arguments);
        return isNegated ? new Negation(line, Negation.Operator.NOT, test) : test;
    }

    /** A test takes its one value without brackets, too. */
    private CallArguments testArguments() {
        if (tokens.isOperator("(")) {
            return arguments();
        }
        Token next = tokens.current();
        boolean startsValue = switch (next.kind()) {
            case STRING, INTEGER, FLOAT -> true;
            case OPERATOR -> next.text().equals("[") || next.text().equals("{");
            case NAME -> !next.isName("else") && !next.isName("or") && !next.isName("and");
            default -> false;
        };
        if (!startsValue) {
            return CallArguments.NONE;
        }
        if (next.isName("is")) {
            throw tokens.error("a test right after a test");
        }
        return new CallArguments(List.of(accesses(expressions.primary())), Map.of());
    }

    private <T> T known(Optional<T> found, String kind, String name) {
        return found.orElseThrow(() -> tokens.error("the " + kind + " '" + name + "' is not supported"));
    }

    private static void requireFit(int line, String name, Signature signature, CallArguments arguments) {
        signature
                .problem(arguments.positional().size(), arguments.named().keySet())
                .ifPresent(problem -> {
                    throw new TemplateSyntaxException(line, "'" + name + "' " + problem);
                });
    }
}
