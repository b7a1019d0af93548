package dev.r3.verifiers.functioncalling;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.functioncalling.BfclRules.Answer;
import dev.r3.verifiers.functioncalling.BfclRules.Described;
import dev.r3.verifiers.functioncalling.BfclRules.Gold;
import dev.r3.verifiers.functioncalling.call.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our verdicts against BFCL's rules over every combination of a type, a mark, a default, a gold value and an answered
 * value. Each difference must be of a kind that {@link BfclDifference} names and the README explains.
 */
class BfclDifferentialTest {

    private static final List<String> TYPES =
            List.of("str", "int", "float", "bool", "List[str]", "List[int]", "List[float]", "List[Dict]", "Dict");

    private static final List<JsonNode> VALUES = parse("""
            ["", "Paris", "paris", "Par-is.", "P aris", "Rome", "it's", "it\\"s", "5", "0.5", "True", "[]",
             0, 1, 5, -5, 0.0, 1.0, 5.0, 0.5, 5.5, 12.5, 12.5000000000000000001, 1e2, 100, true, false, null,
             [], [""], ["a b", "c"], ["A.B", "c"], ["c", "a b"], ["a b"], ["1", 2], [null],
             [1, 2], [1.0, 2.0], [1, 2.5], [1.0, 2.5], [2, 1], [true, 2],
             [[1, 2]], [[1.0, 2]], [["a b"]], [["A B"]],
             [{}], [{"a": 1}], [{"a": true}], [{"a": "X"}], [{"a": "x."}], [{"a": 1}, {}],
             {}, {"a": 1}, {"a": 1.0}, {"a": true}, {"a": "1"}, {"a": "x y"}, {"a": "XY"}, {"a": null},
             {"a": 1, "b": null}, {"b": 1}, {"a": ["x"]}, {"a": ["X"]}, {"a": {"b": "x"}}, {"a": {"b": "X"}},
             {"a": [1]}, {"a": [true]}]
            """);

    private static final List<JsonNode> DEFAULTS = parse("""
            ["", "Paris", "paris", "5", "0.5", "True", 5, 0.5, 5.0, true, [], ["a b", "c"], [1, 2], [1.0, 2.0], [{"a": 1}],
             {"a": 1}, {"a": true}, null]
            """);

    private static List<JsonNode> parse(String values) {
        List<JsonNode> parsed = new ArrayList<>();
        JsonText.parse(values, new StepBudget(1_000_000)).forEach(parsed::add);
        return parsed;
    }

    private static List<@Nullable JsonNode> orNone(List<JsonNode> values) {
        List<@Nullable JsonNode> withNone = new ArrayList<>(values);
        withNone.add(null);
        return withNone;
    }

    /** A case for each combination but its answer. */
    private static List<BfclCase> tasks() {
        List<BfclCase> tasks = new ArrayList<>();
        for (String type : TYPES) {
            for (JsonNode gold : orNone(VALUES)) {
                tasks.add(new BfclCase(type, false, null, gold, null));
                tasks.add(new BfclCase(type, true, null, gold, null));
            }
            for (JsonNode byDefault : DEFAULTS) {
                for (JsonNode gold : orNone(DEFAULTS)) {
                    tasks.add(new BfclCase(type, true, byDefault, gold, null));
                }
            }
        }
        return tasks;
    }

    @ParameterizedTest
    @ValueSource(strings = {"typed", "bfcl"})
    void everyDifferenceIsExplained(String policy) {
        var verifier = Rows.verifier(policy);
        Set<BfclDifference> seen = EnumSet.noneOf(BfclDifference.class);
        List<String> unexplained = new ArrayList<>();
        int agreed = 0;
        for (BfclCase row : tasks()) {
            FunctionCallingTask task = row.task();
            for (JsonNode answer : orNone(VALUES)) {
                BfclCase comparison = row.answered(answer);
                Verdict verdict = verifier.verify(task, Completion.whole(comparison.completion()));
                boolean passes = verdict instanceof Verdict.Passed;
                if (passes == comparison.bfclAccepts()) {
                    agreed++;
                    continue;
                }
                BfclDifference difference = BfclDifference.of(comparison, policy, passes);
                if (difference == null) {
                    unexplained.add("%s, passes here: %s".formatted(comparison, passes));
                } else {
                    seen.add(difference);
                }
            }
        }
        assertThat(unexplained).isEmpty();
        assertThat(seen)
                .as("a kind that no case shows explains nothing")
                .containsExactlyElementsOf(BfclDifference.under(policy));
        assertThat(agreed).isGreaterThan(200_000);
    }

    /** Several calls: equal numbers, in any order, one to one. */
    @ParameterizedTest
    @ValueSource(strings = {"typed", "bfcl"})
    void severalCallsNeverDiffer(String policy) {
        var verifier = Rows.verifier(policy);
        Random random = new Random(42);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            List<Answer> gold = calls(random);
            List<Answer> answers = random.nextBoolean() ? calls(random) : shuffled(gold, random);
            boolean expected = BfclRules.accept(
                    gold.stream().map(BfclDifferentialTest::gold).toList(), answers);
            FunctionCallingTask task = Rows.read(Rows.row("q", FUNCTIONS, json(gold)));
            Verdict verdict = verifier.verify(task, Completion.whole(json(answers)));
            assertThat(verdict instanceof Verdict.Passed)
                    .as("%s against %s: %s", gold, answers, verdict)
                    .isEqualTo(expected);
            accepted += expected ? 1 : 0;
        }
        assertThat(accepted).isBetween(5_000, 19_000);
    }

    private static final String FUNCTIONS = """
            [{"name": "f", "parameters": {"x": {"type": "int"}}}, {"name": "g", "parameters": {"x": {"type": "int"}}}]
            """;

    private static List<Answer> calls(Random random) {
        List<Answer> calls = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            calls.add(new Answer(random.nextBoolean() ? "f" : "g", Map.of("x", (long) random.nextInt(2))));
        }
        return calls;
    }

    private static List<Answer> shuffled(List<Answer> calls, Random random) {
        List<Answer> shuffled = new ArrayList<>(calls);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static Gold gold(Answer call) {
        return new Gold(
                call.function(),
                Map.of("x", new Described("integer", null, true)),
                Map.of("x", List.of(requireNonNull(call.arguments().get("x")))));
    }

    private static String json(List<Answer> calls) {
        return calls.stream()
                .map(call -> "{\"name\": \"%s\", \"arguments\": {\"x\": %s}}"
                        .formatted(call.function(), call.arguments().get("x")))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
