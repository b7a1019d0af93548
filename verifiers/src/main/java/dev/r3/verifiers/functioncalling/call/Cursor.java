package dev.r3.verifiers.functioncalling.call;

import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.functioncalling.call.BrokenTextException.Cause;

/** A place in a text that moves forward, with the budget that reading spends. */
final class Cursor {

    static final int END = -1;

    private final String text;
    private final int end;
    private final StepBudget budget;
    private int position;
    private int depth;

    Cursor(String text, int position, int end, StepBudget budget) {
        this.text = text;
        this.position = position;
        this.end = end;
        this.budget = budget;
    }

    /** A cursor over another text on the same budget. */
    Cursor within(String other) {
        return new Cursor(other, 0, other.length(), budget);
    }

    String text() {
        return text;
    }

    int end() {
        return end;
    }

    int position() {
        return position;
    }

    /** Moves to a later place. */
    void moveTo(int later) {
        budget.spend(later - position);
        position = later;
    }

    /** The character here, or {@link #END}. */
    int peek() {
        return position < end ? text.charAt(position) : END;
    }

    /** The character here, which is passed, or {@link #END}. */
    int next() {
        if (position >= end) {
            return END;
        }
        budget.spend(1);
        return text.charAt(position++);
    }

    /** Passes a character if it stands here. */
    boolean take(char wanted) {
        if (position < end && text.charAt(position) == wanted) {
            budget.spend(1);
            position++;
            return true;
        }
        return false;
    }

    /** Passes a word if it stands here. */
    boolean take(String wanted) {
        if (wanted.length() <= end - position && text.startsWith(wanted, position)) {
            moveTo(position + wanted.length());
            return true;
        }
        return false;
    }

    void expect(char wanted) {
        if (!take(wanted)) {
            throw unexpected("'" + wanted + "'");
        }
    }

    /** Passes a word, which a text that ends early may have begun. */
    void expect(String wanted) {
        if (!take(wanted)) {
            boolean begun = wanted.startsWith(text.substring(position, Math.min(end, position + wanted.length())));
            throw begun ? ended() : unexpected(wanted);
        }
    }

    void skipWhitespace() {
        int from = position;
        while (position < end && isWhitespace(text.charAt(position))) {
            position++;
        }
        budget.spend(position - from);
    }

    /** Skips white space within the line. */
    void skipSpaces() {
        int from = position;
        while (position < end && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) {
            position++;
        }
        budget.spend(position - from);
    }

    /** The first place of a word at or after an index, or −1 if it does not stand before the end. */
    int indexOf(String word, int from) {
        int index = text.indexOf(word, from);
        return index >= 0 && index + word.length() <= end ? index : -1;
    }

    /** Whether the text from an index on ends in a part of a word that is not yet the whole word. */
    boolean endsWithin(String word, int from) {
        for (int length = Math.min(word.length() - 1, end - from); length > 0; length--) {
            if (text.startsWith(word.substring(0, length), end - length)) {
                return true;
            }
        }
        return false;
    }

    /** Notes that a value begins. */
    void beginValue() {
        budget.spend(Bounds.STEPS_PER_VALUE);
    }

    /** Notes that a number with so many digits is long. */
    void beginLongNumber(int digits) {
        budget.spend((long) digits * Bounds.STEPS_PER_DIGIT);
    }

    void descend() {
        if (++depth > Bounds.DEPTH) {
            throw beyond("is nested deeper than " + Bounds.DEPTH + " levels");
        }
    }

    void ascend() {
        depth--;
    }

    BrokenTextException unexpected(String wanted) {
        if (position >= end) {
            return ended();
        }
        return broken("expected " + wanted + ", found " + Quotation.of(text.substring(position, position + 1)));
    }

    BrokenTextException broken(String problem) {
        return new BrokenTextException(Cause.SYNTAX, problem + " at character " + position);
    }

    BrokenTextException ended() {
        return new BrokenTextException(Cause.END, "the text ends inside a call");
    }

    BrokenTextException beyond(String problem) {
        return new BrokenTextException(Cause.BOUND, "the answer " + problem);
    }

    static boolean isWhitespace(int c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }
}
