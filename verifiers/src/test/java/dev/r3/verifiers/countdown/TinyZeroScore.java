package dev.r3.verifiers.countdown;

import java.math.BigInteger;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** TinyZero's Countdown rules, stated on their own for the comparison: no line is shared with R3's verifier. */
final class TinyZeroScore {

    private static final Pattern ANSWER = Pattern.compile("<answer>(.*?)</answer>");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern ALLOWED = Pattern.compile("[0-9+\\-*/().\\s]+");

    private TinyZeroScore() {}

    /** Whether the score is 1. */
    static boolean passes(CountdownTask task, String completion) {
        String lastLine = completion.substring(completion.lastIndexOf('\n') + 1);
        List<MatchResult> answers = ANSWER.matcher(lastLine).results().toList();
        if (answers.isEmpty()) {
            return false;
        }
        String equation = answers.get(answers.size() - 1).group(1).strip();
        List<String> given =
                task.numbers().stream().sorted().map(String::valueOf).toList();
        List<String> used = NUMBER.matcher(equation)
                .results()
                .map(number -> new BigInteger(number.group()))
                .sorted()
                .map(String::valueOf)
                .toList();
        if (!used.equals(given) || !ALLOWED.matcher(equation).matches()) {
            return false;
        }
        OptionalDouble distance = PythonExpression.distance(equation, task.target());
        return distance.isPresent() && distance.getAsDouble() < 1e-5;
    }
}
