package dev.r3.model.template;

/** Text being put together, charged to the budget piece by piece before it grows. */
final class TextBuffer {

    private final StringBuilder text = new StringBuilder();
    private final Budget budget;

    TextBuffer(Budget budget) {
        this.budget = budget;
    }

    TextBuffer append(String piece) {
        // Short pieces take as much time as their number, not their length.
        budget.charge(1);
        budget.chargeText(piece.length());
        budget.checkLength(text.length() + (long) piece.length());
        text.append(piece);
        return this;
    }

    TextBuffer append(char piece) {
        return append(String.valueOf(piece));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
