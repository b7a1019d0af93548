package dev.r3.model.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a whole template: text, values to print, and statements. */
final class StatementParser {

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final Set<String> macros = new HashSet<>();
    private int loops;

    private StatementParser(Tokens tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
    }

    static List<Statement> parse(String template, TemplateLimits limits) {
        StatementParser parser = new StatementParser(new Tokens(Lexer.tokens(template), limits.nesting()));
        List<Statement> statements = parser.statements();
        if (!parser.tokens.is(Token.Kind.END)) {
            throw parser.tokens.error(
                    "an unexpected tag '" + parser.tokens.following().text() + "'");
        }
        parser.checkCalls();
        return statements;
    }

    private void checkCalls() {
        for (FunctionCall call : expressions.functionCalls()) {
            if (macros.contains(call.name())) {
                continue;
            }
            Signature signature = Functions.signature(call.name())
                    .orElseThrow(() -> new TemplateSyntaxException(
                            call.line(), "the function '" + call.name() + "' is not supported"));
            CallArguments arguments = call.arguments();
            signature
                    .problem(arguments.positional().size(), arguments.named().keySet())
                    .ifPresent(problem -> {
                        throw new TemplateSyntaxException(call.line(), "'" + call.name() + "' " + problem);
                    });
        }
    }

    /** Statements up to the end or to a tag whose name is among these, which stays to be read. */
    private List<Statement> statements(String... ends) {
        tokens.nest();
        List<Statement> statements = new ArrayList<>();
        while (!tokens.is(Token.Kind.END)) {
            if (tokens.is(Token.Kind.TAG_BEGIN) && endsHere(ends)) {
                break;
            }
            Token token = tokens.take();
            switch (token.kind()) {
                case PLAIN -> statements.add(new PlainText(token.line(), token.text()));
                case PRINT_BEGIN -> {
                    statements.add(new Print(token.line(), expressions.expressions()));
                    tokens.expect(Token.Kind.PRINT_END, "'}}'");
                }
                default -> statements.add(statement(token.line()));
            }
        }
        tokens.unnest();
        return List.copyOf(statements);
    }

    private boolean endsHere(String... ends) {
        String name = tokens.following().text();
        boolean isEnd = name.startsWith("end") || name.equals("else") || name.equals("elif");
        if (!isEnd || tokens.following().kind() != Token.Kind.NAME) {
            return false;
        }
        if (ends.length > 0 && !List.of(ends).contains(name)) {
            throw new TemplateSyntaxException(
                    tokens.following().line(),
                    "an unexpected tag '" + name + "' where one of " + List.of(ends) + " is expected");
        }
        return true;
    }

    private Statement statement(int line) {
        Token name = tokens.expect(Token.Kind.NAME, "the name of a tag");
        return switch (name.text()) {
            case "if" -> ifStatement(line);
            case "for" -> forStatement(line);
            case "set" -> set(line);
            case "macro" -> macro(line);
            case "generation" -> generation(line);
            case "break" -> loopControl(line, Flow.BREAK);
            case "continue" -> loopControl(line, Flow.CONTINUE);
            default -> throw new TemplateSyntaxException(line, "the tag '" + name.text() + "' is not supported");
        };
    }

    private void endTag() {
        tokens.expect(Token.Kind.TAG_END, "'%}'");
    }

    /** The name of the tag that ended the statements, whose begin is then behind. */
    private String endingTag(int line, String statement) {
        if (!tokens.is(Token.Kind.TAG_BEGIN)) {
            throw new TemplateSyntaxException(line, "'" + statement + "' without its end");
        }
        tokens.take();
        return tokens.take().text();
    }

    private Statement ifStatement(int line) {
        List<IfStatement.Branch> branches = new ArrayList<>();
        List<Statement> otherwise = List.of();
        String tag = "elif";
        while (tag.equals("elif")) {
            Expression condition = expressions.expressionsWithoutConditional();
            endTag();
            branches.add(new IfStatement.Branch(condition, statements("elif", "else", "endif")));
            tag = endingTag(line, "if");
        }
        if (tag.equals("else")) {
            endTag();
            otherwise = statements("endif");
            endingTag(line, "if");
        }
        endTag();
        return new IfStatement(line, List.copyOf(branches), otherwise);
    }

    private Statement forStatement(int line) {
        Target target = target();
        tokens.expectName("in");
        Expression items = expressions.expressionsWithoutConditional();
        Expression filter = tokens.skipName("if") ? expressions.expression() : null;
        if (tokens.isName("recursive")) {
            throw tokens.error("a recursive loop is not supported");
        }
        endTag();
        loops++;
        List<Statement> body = statements("endfor", "else");
        loops--;
        List<Statement> otherwise = List.of();
        if (endingTag(line, "for").equals("else")) {
            endTag();
            otherwise = statements("endfor");
            endingTag(line, "for");
        }
        endTag();
        return new ForStatement(line, target, items, filter, body, otherwise);
    }

    private Statement set(int line) {
        Target target = target();
        if (tokens.skipOperator("=")) {
            Statement statement = new SetStatement(line, target, expressions.expressions());
            endTag();
            return statement;
        }
        if (tokens.isOperator("|")) {
            throw tokens.error("a filter on a block that is set is not supported");
        }
        endTag();
        List<Statement> body = enclosed("endset");
        endingTag(line, "set");
        endTag();
        return new SetBlock(line, target, body);
    }

    private Target target() {
        Target first = singleTarget();
        if (!tokens.isOperator(",")) {
            return first;
        }
        List<Target> targets = new ArrayList<>(List.of(first));
        while (tokens.skipOperator(",")) {
            if (tokens.isName("in") || tokens.isOperator("=") || tokens.isOperator(")")) {
                break;
            }
            targets.add(singleTarget());
        }
        return new Target.Unpacking(List.copyOf(targets));
    }

    private Target singleTarget() {
        if (tokens.skipOperator("(")) {
            tokens.nest();
            Target target = target();
            tokens.expectOperator(")");
            tokens.unnest();
            return target;
        }
        Token name = tokens.expect(Token.Kind.NAME, "a name to assign to");
        if (Set.of("true", "false", "none", "True", "False", "None", "loop").contains(name.text())) {
            throw new TemplateSyntaxException(name.line(), "'" + name.text() + "' cannot be assigned to");
        }
        if (!tokens.skipOperator(".")) {
            return new Target.Name(name.text());
        }
        String attribute =
                tokens.expect(Token.Kind.NAME, "the name of an attribute").text();
        if (attribute.startsWith("_")) {
            throw new TemplateSyntaxException(
                    name.line(), "an attribute of a namespace that starts with an underscore is not allowed");
        }
        return new Target.NamespaceAttribute(name.text(), attribute);
    }

    private Statement macro(int line) {
        String name = tokens.expect(Token.Kind.NAME, "the name of a macro").text();
        tokens.expectOperator("(");
        List<MacroDefinition.Parameter> parameters = new ArrayList<>();
        while (!tokens.isOperator(")")) {
            String parameter =
                    tokens.expect(Token.Kind.NAME, "the name of a parameter").text();
            @Nullable Expression defaultValue = tokens.skipOperator("=") ? expressions.expression() : null;
            parameters.add(new MacroDefinition.Parameter(parameter, defaultValue));
            if (!tokens.isOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        tokens.expectOperator(")");
        endTag();
        macros.add(name);
        List<Statement> body = enclosed("endmacro");
        endingTag(line, "macro");
        endTag();
        return new MacroDefinition(line, name, List.copyOf(parameters), body);
    }

    private Statement generation(int line) {
        endTag();
        List<Statement> body = enclosed("endgeneration");
        endingTag(line, "generation");
        endTag();
        return new GenerationBlock(line, body);
    }

    /** A body of its own, which cannot leave a loop around it. */
    private List<Statement> enclosed(String end) {
        int outerLoops = loops;
        loops = 0;
        List<Statement> body = statements(end);
        loops = outerLoops;
        return body;
    }

    private Statement loopControl(int line, Flow flow) {
        if (loops == 0) {
            throw new TemplateSyntaxException(line, "'break' and 'continue' stand within a loop");
        }
        endTag();
        return new LoopControl(line, flow);
    }
}
