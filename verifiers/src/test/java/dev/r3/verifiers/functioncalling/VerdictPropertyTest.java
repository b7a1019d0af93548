package dev.r3.verifiers.functioncalling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.functioncalling.call.Call;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds of every answer, over random calls, random changes of their texts and random texts. */
class VerdictPropertyTest {

    private static final List<String> POLICIES = List.of("exact", "typed", "bfcl");
    private static final Set<String> OUTCOMES =
            Set.of("passed", "wrong-format", "wrong-call-count", "wrong-tool", "wrong-parameter");
    private static final String TOOLS = """
            [{"name": "f", "parameters": {"a": {"type": "Any"}, "b": {"type": "Any"}, "c": {"type": "Any"}}},
             {"name": "g.h", "parameters": {"a": {"type": "Any"}, "b": {"type": "Any"}, "c": {"type": "Any"}}}]
            """;

    /** Bits of the formats, so that random texts come close to them. */
    private static final List<String> PIECES = List.of(
            "<tool_call>",
            "</tool_call>",
            "<|python_tag|>",
            "```",
            "```json\n",
            "<think>",
            "</think>",
            "[",
            "]",
            "{",
            "}",
            "(",
            ")",
            "\"name\"",
            "\"arguments\"",
            ":",
            ",",
            "\"f\"",
            "f(a=1)",
            "{\"name\":\"f\",\"arguments\":{}}",
            "'",
            "\"",
            "\\",
            "\\u12",
            "1e9",
            "-",
            ".5",
            "True",
            "null",
            ";",
            "\n",
            " ",
            "x",
            "é",
            "\ud800",
            "<|im_end|>",
            "=",
            "0");

    @Provide
    Arbitrary<JsonNode> values() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        Arbitrary<JsonNode> leaves = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(12).map(json::textNode),
                Arbitraries.integers().map(json::numberNode),
                Arbitraries.bigIntegers().map(json::numberNode),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.valueOf(-1e9), BigDecimal.valueOf(1e9))
                        .ofScale(6)
                        .map(DecimalNode::valueOf),
                Arbitraries.of(true, false).map(json::booleanNode),
                Arbitraries.just(json.nullNode()));
        return Arbitraries.recursive(() -> leaves, inner -> Arbitraries.oneOf(lists(inner), objects(inner)), 0, 2);
    }

    private static Arbitrary<JsonNode> lists(Arbitrary<JsonNode> items) {
        return items.list().ofMaxSize(3).map(list -> {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            list.forEach(array::add);
            return array;
        });
    }

    private static Arbitrary<JsonNode> objects(Arbitrary<JsonNode> values) {
        return Arbitraries.maps(Arbitraries.strings().ofMaxLength(4), values)
                .ofMaxSize(3)
                .map(VerdictPropertyTest::object);
    }

    private static ObjectNode object(Map<String, JsonNode> fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach(object::set);
        return object;
    }

    @Provide
    Arbitrary<List<Call>> calls() {
        Arbitrary<ObjectNode> arguments = Arbitraries.maps(Arbitraries.of("a", "b", "c"), values())
                .ofMinSize(1)
                .map(VerdictPropertyTest::object);
        return Combinators.combine(Arbitraries.of("f", "g.h"), arguments)
                .as(Call::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(PIECES).list().ofMaxSize(25).map(pieces -> String.join("", pieces)),
                Arbitraries.strings().ofMaxLength(100));
    }

    private static FunctionCallingTask task(List<Call> calls) {
        return Rows.read(Rows.row("q", TOOLS, CallText.BARE_LIST.write(calls)));
    }

    private static String outcome(FunctionCallingTask task, String policy, String text) {
        return Outcome.of(Rows.verifier(policy).verify(task, Completion.whole(text)));
    }

    @Property(tries = 1_000)
    void goldCallsPassInEveryFormatUnderEveryPolicy(
            @ForAll("calls") List<Call> calls, @ForAll CallText format, @ForAll Random random) {
        List<Call> shuffled = new ArrayList<>(calls);
        Collections.shuffle(shuffled, random);
        FunctionCallingTask task = task(calls);
        for (String policy : POLICIES) {
            assertThat(outcome(task, policy, format.write(calls))).isEqualTo("passed");
            assertThat(outcome(task, policy, format.write(shuffled)))
                    .as("in another order")
                    .isEqualTo("passed");
            assertThat(outcome(task, policy, GoldAnswer.write(calls))).isEqualTo("passed");
        }
    }

    @Property(tries = 1_000)
    void anotherValueIsAWrongParameter(
            @ForAll("calls") List<Call> calls,
            @ForAll CallText format,
            @ForAll @IntRange(max = 99) int which,
            @ForAll @IntRange(max = 99) int parameter) {
        List<Call> changed = new ArrayList<>(calls);
        Call call = calls.get(which % calls.size());
        List<String> names = new ArrayList<>();
        call.arguments().fieldNames().forEachRemaining(names::add);
        ObjectNode arguments = call.arguments().deepCopy();
        arguments.put(names.get(parameter % names.size()), "a text that no random value is");
        changed.set(which % calls.size(), new Call(call.name(), arguments));
        for (String policy : POLICIES) {
            assertThat(outcome(task(calls), policy, format.write(changed))).isEqualTo("wrong-parameter");
        }
    }

    @Property(tries = 1_000)
    void oneCallMoreOrLessIsAWrongCount(@ForAll("calls") List<Call> calls, @ForAll CallText format) {
        List<Call> more = new ArrayList<>(calls);
        more.add(calls.get(0));
        assertThat(outcome(task(calls), "typed", format.write(more))).isEqualTo("wrong-call-count");
        assertThat(outcome(task(more), "typed", format.write(calls))).isEqualTo("wrong-call-count");
    }

    @Property(tries = 1_000)
    void theOtherToolIsAWrongTool(@ForAll("calls") List<Call> calls, @ForAll CallText format) {
        List<Call> changed = new ArrayList<>(calls);
        Call first = calls.get(0);
        changed.set(0, new Call(first.name().equals("f") ? "g.h" : "f", first.arguments()));
        assertThat(outcome(task(calls), "typed", format.write(changed))).isEqualTo("wrong-tool");
    }

    @Property(tries = 1_000)
    void aPrefixOfAnAnswerIsUnscorableOrWhole(
            @ForAll("calls") List<Call> calls, @ForAll @IntRange(max = 100) int percent) {
        String text = CallText.BARE_LIST.write(calls);
        String prefix = text.substring(0, text.length() * percent / 100);
        Verdict verdict = Rows.verifier("typed").verify(task(calls), new Completion(prefix, true));
        assertThat(Outcome.of(verdict)).isEqualTo(prefix.length() == text.length() ? "passed" : "unscorable");
    }

    @Property(tries = 10_000)
    void anyTextHasAVerdict(@ForAll("texts") String text) {
        FunctionCallingTask task = Rows.task("pair");
        assertThat(OUTCOMES).contains(outcome(task, "typed", text)).contains(outcome(task, "bfcl", text));
        Verdict truncated = Rows.verifier("typed").verify(task, new Completion(text, true));
        assertThat(truncated).isNotInstanceOf(Verdict.VerifierFault.class);
        assertThat(Rows.verifier("typed").answerText(Completion.whole(text)).orElse(""))
                .hasSizeLessThan(2_000);
    }

    @Property(tries = 5_000)
    void aChangedAnswerHasAVerdict(@ForAll("calls") List<Call> calls, @ForAll CallText format, @ForAll Random random) {
        StringBuilder text = new StringBuilder(format.write(calls));
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(4));
            text.replace(at, end, random.nextBoolean() ? "" : PIECES.get(random.nextInt(PIECES.size())));
        }
        assertThat(OUTCOMES).contains(outcome(task(calls), POLICIES.get(random.nextInt(3)), text.toString()));
    }
}
