package dev.r3.verifiers.countdown;

import dev.r3.verifiers.answer.Span;
import dev.r3.verifiers.api.StepBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calculations of a text, read line by line, with the results that are named so far. */
final class Calculations {

    private static final String OPERATORS = "+-*/×÷−";

    /** Ways to read an expression that are kept: of one number more than two are rare. */
    private static final int MAX_READINGS = 32;

    private final CountdownTask task;
    private final NumberUse use;
    private final StepBudget budget;
    private final Map<Long, List<Reading>> results = new HashMap<>();

    Calculations(CountdownTask task, NumberUse use, StepBudget budget) {
        this.task = task;
        this.use = use;
        this.budget = budget;
    }

    /**
     * Reads the calculations of a line; whether one of them gives the target.
     *
     * @throws StepBudget.Exhausted if that takes more steps than the budget has
     */
    boolean reachTarget(String line) {
        boolean reached = false;
        int at = 0;
        while (at < line.length() && !reached) {
            int end = at;
            while (end < line.length() && isSymbol(line.charAt(end))) {
                end++;
            }
            reached = end > at && chainReachesTarget(wholeNumbers(line, at, end));
            at = Math.max(end, at + 1);
        }
        return reached;
    }

    /** The part without digits at its ends that belong to a word or to a decimal number around it. */
    private static String wholeNumbers(String line, int start, int end) {
        int from = start;
        if (start > 0 && continuesNumber(line, start - 1, start - 2)) {
            while (from < end && isDigit(line.charAt(from))) {
                from++;
            }
        }
        int to = end;
        if (end < line.length() && continuesNumber(line, end, end + 1)) {
            while (to > from && isDigit(line.charAt(to - 1))) {
                to--;
            }
        }
        return line.substring(from, to);
    }

    /** Whether a letter stands here, or a point or comma with a digit beyond it. */
    private static boolean continuesNumber(String line, int here, int beyond) {
        char symbol = line.charAt(here);
        return Character.isLetter(symbol)
                || ((symbol == '.' || symbol == ',')
                        && beyond >= 0
                        && beyond < line.length()
                        && isDigit(line.charAt(beyond)));
    }

    /** Reads sides with equals signs between them; whether one of them gives the target. */
    private boolean chainReachesTarget(String chain) {
        List<Reading> before = List.of();
        for (String side : chain.split("=", -1)) {
            List<Equation> parts = expressions(side);
            if (!parts.isEmpty()) {
                name(before, parts.get(0));
            }
            before = List.of();
            for (Equation part : parts) {
                before = isCalculation(part) ? readings(part) : List.of();
                if (before.stream().anyMatch(this::isAnswer)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void name(List<Reading> calculated, Equation next) {
        long name = next.numbers()[0];
        boolean right = calculated.stream().anyMatch(reading -> reading.value().equals(Rational.of(name)));
        if (!calculated.isEmpty() && (right || next.postfix().length == 1)) {
            results.put(name, calculated);
        }
    }

    private boolean isAnswer(Reading reading) {
        return reading.value().equals(Rational.of(task.target())) && use.allows(task.sortedNumbers(), reading.used());
    }

    /** Whether it has an operator between two numbers. */
    private static boolean isCalculation(Equation expression) {
        return expression.numbers().length > 1;
    }

    /** The ways to read an expression with the given numbers; none if it takes others. */
    private List<Reading> readings(Equation expression) {
        Deque<List<Reading>> stack = new ArrayDeque<>();
        int used = 0;
        for (char symbol : expression.postfix()) {
            if (symbol == Equation.NUMBER) {
                stack.push(readings(expression.numbers()[used++]));
            } else if (symbol == Equation.NEGATE) {
                stack.push(stack.pop().stream().map(Reading::negated).toList());
            } else {
                List<Reading> right = stack.pop();
                stack.push(combined(symbol, stack.pop(), right));
            }
        }
        return stack.pop();
    }

    private List<Reading> readings(long number) {
        List<Reading> readings = new ArrayList<>(results.getOrDefault(number, List.of()));
        if (task.numbers().contains(number) && readings.size() < MAX_READINGS) {
            readings.add(Reading.of(number));
        }
        return readings;
    }

    private List<Reading> combined(char operator, List<Reading> lefts, List<Reading> rights) {
        List<Reading> readings = new ArrayList<>();
        for (Reading left : lefts) {
            for (Reading right : rights) {
                budget.spend(1);
                Optional<Reading> both = left.combined(operator, right)
                        .filter(reading -> NumberUse.SOME.allows(task.sortedNumbers(), reading.used()));
                if (both.isPresent() && readings.size() < MAX_READINGS && !readings.contains(both.get())) {
                    readings.add(both.get());
                }
            }
        }
        return readings;
    }

    /** The expressions in a side: what parentheses without a partner leave between them. */
    private static List<Equation> expressions(String side) {
        List<Equation> expressions = new ArrayList<>();
        int start = 0;
        for (int cut : unpartneredParentheses(side)) {
            parse(side.substring(start, cut)).ifPresent(expressions::add);
            start = cut + 1;
        }
        parse(side.substring(start)).ifPresent(expressions::add);
        return expressions;
    }

    private static List<Integer> unpartneredParentheses(String side) {
        List<Integer> alone = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < side.length(); i++) {
            if (side.charAt(i) == '(') {
                open.push(i);
            } else if (side.charAt(i) == ')' && open.poll() == null) {
                alone.add(i);
            }
        }
        alone.addAll(open);
        return alone.stream().sorted().toList();
    }

    /** What is left of a part without operators at its ends, e.g. of a list's dash; a sign stands close to its number. */
    private static Optional<Equation> parse(String part) {
        int start = 0;
        int end = part.length();
        while (end > 0 && (isOperator(part.charAt(end - 1)) || isSpace(part.charAt(end - 1)))) {
            end--;
        }
        while (start < end && isOutside(part, start)) {
            start++;
        }
        try {
            return start == end ? Optional.empty() : Optional.of(EquationParser.parse(part, new Span(start, end)));
        } catch (InvalidEquationException e) {
            return Optional.empty();
        }
    }

    private static boolean isOutside(String part, int at) {
        char symbol = part.charAt(at);
        boolean sign = symbol == '-' && at + 1 < part.length() && !isSpace(part.charAt(at + 1));
        return isSpace(symbol) || (isOperator(symbol) && !sign);
    }

    private static boolean isSymbol(char symbol) {
        return isDigit(symbol) || isOperator(symbol) || isSpace(symbol) || "()=".indexOf(symbol) >= 0;
    }

    private static boolean isOperator(char symbol) {
        return OPERATORS.indexOf(symbol) >= 0;
    }

    private static boolean isSpace(char symbol) {
        return symbol == ' ' || symbol == '\t';
    }

    private static boolean isDigit(char symbol) {
        return symbol >= '0' && symbol <= '9';
    }
}
