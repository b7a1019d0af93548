package dev.r3.verifiers.countdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.verifiers.answer.Span;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.GuardedVerifier;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class CountdownPropertyTest {

    private static final Pattern TOKENS = Pattern.compile("(?<=\\D)|(?=\\D)");
    private static final CountdownFamily FAMILY = new CountdownFamily();
    private static final Verifier<CountdownTask> VERIFIER =
            new GuardedVerifier<>(FAMILY.verifier(Options.of(FAMILY.options(), Map.of())));

    @Property(tries = 5_000)
    void agreesWithAnIndependentValue(@ForAll("trees") ExpressionTree tree) {
        List<Long> numbers = tree.numbers().toList();
        long target = target(tree);
        String expected = tree.value()
                .map(value -> value.is(target) ? "passed" : "missed-target")
                .orElse("invalid-equation");
        assertThat(judge(numbers, target, tree.text())).isEqualTo(expected);
        assertThat(judge(numbers, target + 1, tree.text())).isNotEqualTo("passed");
    }

    @Property(tries = 2_000)
    void isNotMovedByWritingTheSameOtherwise(@ForAll("trees") ExpressionTree tree, @ForAll long seed) {
        List<Long> numbers = tree.numbers().toList();
        long target = target(tree);
        Random random = new Random(seed);
        StringBuilder other = new StringBuilder();
        for (String token : TOKENS.splitAsStream(tree.text()).toList()) {
            other.append(List.of("", " ", "\n", "\t ", "\r\n").get(random.nextInt(5)));
            other.append(rewritten(token, random));
        }
        assertThat(judge(numbers, target, "((" + other + "))")).isEqualTo(judge(numbers, target, tree.text()));
    }

    private static String rewritten(String token, Random random) {
        boolean change = random.nextBoolean();
        return switch (token) {
            case "*" -> change ? "×" : "*";
            case "/" -> change ? "÷" : "/";
            case "-" -> change ? "−" : "-";
            case "+", "(", ")" -> token;
            default -> change ? "(" + token + ")" : token;
        };
    }

    @Property(tries = 2_000)
    void doesNotPassWithANumberMoreOrLess(@ForAll("trees") ExpressionTree tree) {
        List<Long> numbers = tree.numbers().toList();
        String more = tree.text() + "+" + numbers.get(0);
        assertThat(judge(numbers, target(tree), more)).isEqualTo("wrong-numbers");
        if (numbers.size() > 1) {
            List<Long> fewer = numbers.subList(1, numbers.size());
            assertThat(judge(fewer, target(tree), tree.text())).isEqualTo("wrong-numbers");
        }
    }

    @Property(tries = 5_000)
    void fastPathAgreesWithItsSlowTwin(@ForAll("trees") ExpressionTree tree) throws InvalidEquationException {
        Equation equation =
                EquationParser.parse(tree.text(), new Span(0, tree.text().length()));
        OptionalLong fast = WholeArithmetic.value(equation);
        Optional<Rational> exact = Arithmetic.value(equation);
        if (fast.isPresent()) {
            assertThat(exact).contains(Rational.of(fast.getAsLong()));
        }
        assertThat(exact.isPresent()).isEqualTo(tree.value().isPresent());
    }

    @Property(tries = 20_000)
    void judgesAnyText(@ForAll("nearEquations") String answer) {
        judge(List.of(1L, 2L, 3L), 6, answer);
    }

    @Property(tries = 5_000)
    void judgesAnyCompletion(@ForAll("nearBlocks") String completion) {
        code(VERIFIER.verify(task(List.of(1L, 2L), 3), Completion.whole(completion)));
        code(VERIFIER.verify(task(List.of(1L, 2L), 3), new Completion(completion, true)));
    }

    @Property(tries = 5_000)
    void judgesMutatedAnswers(@ForAll("trees") ExpressionTree tree, @ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("<answer>" + tree.text() + " = " + target(tree) + "</answer>");
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, (char) random.nextInt(Character.MAX_VALUE + 1));
                default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
            }
        }
        code(VERIFIER.verify(task(tree.numbers().toList(), target(tree)), Completion.whole(text.toString())));
    }

    @Provide
    Arbitrary<ExpressionTree> trees() {
        Arbitrary<Long> numbers = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.longs().between(0, 20)),
                Tuple.of(1, Arbitraries.longs().between(0, CountdownTask.MAX_VALUE)));
        Arbitrary<List<Long>> lists = numbers.list().ofMinSize(1).ofMaxSize(8);
        return lists.flatMap(list -> Arbitraries.longs().map(seed -> ExpressionTree.over(list, new Random(seed))));
    }

    @Provide
    Arbitrary<String> nearEquations() {
        return Arbitraries.of(
                        "1",
                        "2",
                        "3",
                        "6",
                        "+",
                        "-",
                        "*",
                        "/",
                        "(",
                        ")",
                        "=",
                        " ",
                        "\n",
                        "×",
                        "÷",
                        "−",
                        "**",
                        "//",
                        ".",
                        "x",
                        "\0",
                        "\ud800",
                        "✅",
                        "9999999999",
                        "<answer>",
                        "</answer>")
                .list()
                .ofMaxSize(24)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> nearBlocks() {
        return Arbitraries.of("<answer>", "</answer>", "<", "</", "answer>", "1 + 2", "9", " ", "\n", "\udc00", "text")
                .list()
                .ofMaxSize(16)
                .map(parts -> String.join("", parts));
    }

    /** The tree's value where a task can have it as its target, else 7. */
    private static long target(ExpressionTree tree) {
        return tree.wholeValue().orElse(7L);
    }

    private static String judge(List<Long> numbers, long target, String answer) {
        return code(VERIFIER.verify(task(numbers, target), Completion.whole("<answer>" + answer + "</answer>")));
    }

    private static CountdownTask task(List<Long> numbers, long target) {
        return new CountdownTask(target, numbers, Optional.empty());
    }

    private static String code(Verdict verdict) {
        if (verdict instanceof Verdict.VerifierFault fault) {
            throw new AssertionError(fault.reason());
        }
        if (verdict instanceof Verdict.Failed failed) {
            assertThat(failed.detail()).hasSizeLessThan(300);
            return failed.error().code();
        }
        return verdict instanceof Verdict.Passed ? "passed" : "unscorable";
    }
}
