package dev.r3.model.template;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a template apart as Jinja does with {@code trim_blocks} and {@code lstrip_blocks}: the line end after a tag goes,
 * and so does the white space before a tag that starts its line.
 */
final class Lexer {

    private final Source source;
    private final List<Token> tokens = new ArrayList<>();

    private Lexer(Source source) {
        this.source = source;
    }

    static List<Token> tokens(String template) {
        Lexer lexer = new Lexer(new Source(normalized(template)));
        lexer.readAll();
        return lexer.tokens;
    }

    /** One kind of line end, and none at the very end. */
    private static String normalized(String template) {
        String lines = template.replace("\r\n", "\n").replace('\r', '\n');
        return lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines;
    }

    private void readAll() {
        while (!source.isAtEnd()) {
            readText();
            if (!source.isAtEnd()) {
                readTag();
            }
        }
        add(Token.Kind.END, "", source.line());
    }

    private void readText() {
        int line = source.line();
        boolean startsLine = source.isLineStart();
        String text = source.take(source.nextTag());
        if (!source.isAtEnd()) {
            text = strippedBeforeTag(text, startsLine);
        }
        if (!text.isEmpty()) {
            add(Token.Kind.PLAIN, text, line);
        }
    }

    private String strippedBeforeTag(String text, boolean startsLine) {
        char sign = source.peek(2);
        if (sign == '-') {
            return Strings.stripRight(text, Strings::isSpace);
        }
        if (sign == '+' || source.peek(1) == '{') {
            return text;
        }
        int lineStart = text.lastIndexOf('\n') + 1;
        boolean isIndent = (lineStart > 0 || startsLine)
                && text.substring(lineStart).chars().allMatch(Strings::isSpace);
        return isIndent ? text.substring(0, lineStart) : text;
    }

    private void readTag() {
        char kind = source.peek(1);
        int line = source.line();
        source.takeCount(source.peek(2) == '-' || source.peek(2) == '+' ? 3 : 2);
        switch (kind) {
            case '#' -> skipComment(line);
            case '%' -> {
                add(Token.Kind.TAG_BEGIN, "", line);
                readExpression(Token.Kind.TAG_END, "%}", line);
            }
            default -> {
                add(Token.Kind.PRINT_BEGIN, "", line);
                readExpression(Token.Kind.PRINT_END, "}}", line);
            }
        }
    }

    private void skipComment(int line) {
        int end = source.indexOf("#}");
        if (end < 0) {
            throw new TemplateSyntaxException(line, "a comment without its end");
        }
        // The sign before the end belongs to it, unless it is the one after the start.
        boolean hasSign = end > source.at();
        source.take(hasSign ? end - 1 : end);
        finishTag(hasSign ? source.peek(0) : ' ', "#}", hasSign ? 1 : 0);
    }

    private void readExpression(Token.Kind endKind, String end, int tagLine) {
        ExpressionLexer expression = new ExpressionLexer(source, tokens);
        while (true) {
            source.skipSpace();
            if (source.isAtEnd()) {
                throw new TemplateSyntaxException(tagLine, "a tag without its end '" + end + "'");
            }
            if (!expression.isInBrackets()) {
                char sign = source.peek(0);
                boolean isSigned = (sign == '-' || (sign == '+' && end.equals("%}")))
                        && source.peek(1) == end.charAt(0)
                        && source.peek(2) == '}';
                if (isSigned || source.startsWith(end)) {
                    add(endKind, "", source.line());
                    finishTag(isSigned ? sign : ' ', end, isSigned ? 1 : 0);
                    return;
                }
            }
            expression.readToken();
        }
    }

    /** Goes past a tag's end; a minus takes all white space after it, a block or comment one line end. */
    private void finishTag(char sign, String end, int signLength) {
        source.takeCount(signLength + end.length());
        if (sign == '-') {
            source.skipSpace();
        } else if (sign != '+' && !end.equals("}}") && source.peek(0) == '\n') {
            source.takeCount(1);
        }
    }

    private void add(Token.Kind kind, String text, int line) {
        tokens.add(new Token(kind, text, line));
    }
}
