package dev.r3.model.template;

/** The template's text, read from start to end, with the line. */
final class Source {

    private final String text;
    private int at;
    private int line = 1;

    Source(String text) {
        this.text = text;
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    int at() {
        return at;
    }

    int line() {
        return line;
    }

    /** The character so far on; NUL past the end. */
    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, at);
    }

    int indexOf(String wanted) {
        return text.indexOf(wanted, at);
    }

    /** The text up to there, which is then behind. */
    String take(int end) {
        String taken = text.substring(at, end);
        line += (int) taken.chars().filter(unit -> unit == '\n').count();
        at = end;
        return taken;
    }

    String takeCount(int count) {
        return take(at + count);
    }

    void skipSpace() {
        int end = at;
        while (end < text.length() && Strings.isSpace(text.charAt(end))) {
            end++;
        }
        take(end);
    }

    /** Where the next tag of any kind begins; the end of the text if there is none. */
    int nextTag() {
        for (int i = text.indexOf('{', at); i >= 0 && i + 1 < text.length(); i = text.indexOf('{', i + 1)) {
            if ("{%#".indexOf(text.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** True if nothing or a line end comes right before here. */
    boolean isLineStart() {
        return at == 0 || text.charAt(at - 1) == '\n';
    }

    TemplateSyntaxException error(String message) {
        return new TemplateSyntaxException(line, message);
    }
}
