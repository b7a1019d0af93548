package dev.r3.model.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads expressions, with the precedence that Jinja gives to operators: from the weakest, below, to the strongest. */
final class ExpressionParser {

    private static final int LONGEST_CHAIN = 100;

    private static final Map<String, Comparison.Operator> COMPARISONS = Map.of(
            "==", Comparison.Operator.EQUAL,
            "!=", Comparison.Operator.NOT_EQUAL,
            "<", Comparison.Operator.LESS,
            "<=", Comparison.Operator.LESS_OR_EQUAL,
            ">", Comparison.Operator.GREATER,
            ">=", Comparison.Operator.GREATER_OR_EQUAL);
    private static final Map<String, Operation.Operator> SUMS =
            Map.of("+", Operation.Operator.ADD, "-", Operation.Operator.SUBTRACT);
    private static final Map<String, Operation.Operator> PRODUCTS = Map.of(
            "*", Operation.Operator.MULTIPLY,
            "/", Operation.Operator.DIVIDE,
            "//", Operation.Operator.FLOOR_DIVIDE,
            "%", Operation.Operator.MODULO);

    private final Tokens tokens;
    private final PostfixParser postfix;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
        this.postfix = new PostfixParser(tokens, this);
    }

    /** The calls of functions read so far. */
    List<FunctionCall> functionCalls() {
        return postfix.functionCalls();
    }

    /** {@code value if condition else otherwise} and all that binds more strongly. */
    Expression expression() {
        tokens.nest();
        Expression value = disjunction();
        int chain = 0;
        while (tokens.isName("if")) {
            checkChain(++chain);
            int line = tokens.take().line();
            Expression condition = disjunction();
            Expression otherwise = tokens.skipName("else") ? expression() : null;
            value = new Conditional(line, condition, value, otherwise);
        }
        tokens.unnest();
        return value;
    }

    /** An expression, or several with commas between them, which make a tuple. */
    Expression expressions() {
        return tuple(this::expression);
    }

    /** Like {@link #expressions} where a following {@code if} belongs to the statement. */
    Expression expressionsWithoutConditional() {
        return tuple(this::disjunction);
    }

    private Expression tuple(Supplier<Expression> item) {
        int line = tokens.line();
        Expression first = item.get();
        if (!tokens.isOperator(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.skipOperator(",")) {
            if (tokens.is(Token.Kind.PRINT_END) || tokens.is(Token.Kind.TAG_END) || tokens.isOperator(")")) {
                break;
            }
            items.add(item.get());
        }
        return new SequenceLiteral(line, Sequence.Kind.TUPLE, items);
    }

    private Expression disjunction() {
        Expression left = conjunction();
        for (int chain = 1; tokens.isName("or"); chain++) {
            checkChain(chain);
            int line = tokens.take().line();
            left = new Junction(line, Junction.Operator.OR, left, conjunction());
        }
        return left;
    }

    private Expression conjunction() {
        Expression left = negation();
        for (int chain = 1; tokens.isName("and"); chain++) {
            checkChain(chain);
            int line = tokens.take().line();
            left = new Junction(line, Junction.Operator.AND, left, negation());
        }
        return left;
    }

    private Expression negation() {
        if (!tokens.isName("not")) {
            return comparison();
        }
        tokens.nest();
        int line = tokens.take().line();
        Expression negated = new Negation(line, Negation.Operator.NOT, negation());
        tokens.unnest();
        return negated;
    }

    private Expression comparison() {
        int line = tokens.line();
        Expression first = sum();
        List<Comparison.Step> steps = new ArrayList<>();
        while (true) {
            Token token = tokens.current();
            Comparison.Operator operator = null;
            if (token.kind() == Token.Kind.OPERATOR) {
                operator = COMPARISONS.get(token.text());
            } else if (token.isName("in")) {
                operator = Comparison.Operator.IN;
            } else if (token.isName("not") && tokens.following().isName("in")) {
                tokens.take();
                operator = Comparison.Operator.NOT_IN;
            }
            if (operator == null) {
                return steps.isEmpty() ? first : new Comparison(line, first, List.copyOf(steps));
            }
            tokens.take();
            steps.add(new Comparison.Step(operator, sum()));
        }
    }

    private Expression sum() {
        return operations(SUMS, this::concatenation);
    }

    private Expression concatenation() {
        int line = tokens.line();
        Expression first = product();
        if (!tokens.isOperator("~")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return new Concatenation(line, parts);
    }

    private Expression product() {
        return operations(PRODUCTS, () -> unary(true));
    }

    private Expression operations(Map<String, Operation.Operator> operators, Supplier<Expression> operand) {
        Expression left = operand.get();
        for (int chain = 1; tokens.is(Token.Kind.OPERATOR); chain++) {
            Operation.Operator operator = operators.get(tokens.current().text());
            if (operator == null) {
                break;
            }
            checkChain(chain);
            if (operator == Operation.Operator.MODULO && left instanceof Literal text && text.value() instanceof Text) {
                throw tokens.error("formatting a string with % is not supported");
            }
            int line = tokens.take().line();
            left = new Operation(line, operator, left, operand.get());
        }
        return left;
    }

    /** A sign binds more strongly than a filter, as in Jinja. */
    private Expression unary(boolean takesFilters) {
        int line = tokens.line();
        Expression value;
        if (tokens.isOperator("-") || tokens.isOperator("+")) {
            tokens.nest();
            Negation.Operator sign = tokens.take().isOperator("-") ? Negation.Operator.MINUS : Negation.Operator.PLUS;
            value = new Negation(line, sign, unary(false));
            tokens.unnest();
        } else {
            value = postfix.accesses(primary());
        }
        if (tokens.isOperator("**")) {
            throw tokens.error("the operator ** is not supported");
        }
        return takesFilters ? postfix.filtersAndTests(value) : value;
    }

    /** A literal, a variable, or something in brackets. */
    Expression primary() {
        Token token = tokens.current();
        return switch (token.kind()) {
            case NAME -> name();
            case STRING -> strings();
            case INTEGER -> new Literal(tokens.take().line(), integer(token));
            case FLOAT -> new Literal(tokens.take().line(), new RealNumber(Double.parseDouble(token.text())));
            case OPERATOR -> inBrackets();
            default -> throw tokens.unexpected("an expression");
        };
    }

    private WholeNumber integer(Token token) {
        if (token.text().length() > 100) {
            throw tokens.error("an integer of more than 100 digits");
        }
        return new WholeNumber(new BigInteger(token.text()));
    }

    private Expression name() {
        Token token = tokens.take();
        return switch (token.text()) {
            case "true", "True" -> new Literal(token.line(), Bool.TRUE);
            case "false", "False" -> new Literal(token.line(), Bool.FALSE);
            case "none", "None" -> new Literal(token.line(), None.NONE);
            case "caller", "varargs", "kwargs", "self" ->
                throw new TemplateSyntaxException(token.line(), "'" + token.text() + "' is not supported");
            default -> new NameReference(token.line(), token.text());
        };
    }

    /** Strings next to each other are one. */
    private Expression strings() {
        int line = tokens.line();
        StringBuilder text = new StringBuilder();
        while (tokens.is(Token.Kind.STRING)) {
            text.append(tokens.take().text());
        }
        return new Literal(line, new Text(text.toString()));
    }

    private Expression inBrackets() {
        int line = tokens.line();
        if (tokens.skipOperator("(")) {
            Expression value =
                    tokens.isOperator(")") ? new SequenceLiteral(line, Sequence.Kind.TUPLE, List.of()) : expressions();
            tokens.expectOperator(")");
            return value;
        }
        if (tokens.skipOperator("[")) {
            List<Expression> items = new ArrayList<>();
            while (!tokens.isOperator("]")) {
                items.add(expression());
                separate("]");
            }
            tokens.expectOperator("]");
            return new SequenceLiteral(line, Sequence.Kind.LIST, items);
        }
        if (tokens.skipOperator("{")) {
            return mapping(line);
        }
        throw tokens.unexpected("an expression");
    }

    private Expression mapping(int line) {
        List<MappingLiteral.Entry> entries = new ArrayList<>();
        while (!tokens.isOperator("}")) {
            Expression key = expression();
            tokens.expectOperator(":");
            entries.add(new MappingLiteral.Entry(key, expression()));
            separate("}");
        }
        tokens.expectOperator("}");
        return new MappingLiteral(line, entries);
    }

    private void separate(String closing) {
        if (!tokens.isOperator(closing)) {
            tokens.expectOperator(",");
        }
    }

    /** Many operators in a row nest the values as deeply as brackets would. */
    void checkChain(int length) {
        if (length > LONGEST_CHAIN) {
            throw tokens.error("more than " + LONGEST_CHAIN + " operators in a row");
        }
    }
}
