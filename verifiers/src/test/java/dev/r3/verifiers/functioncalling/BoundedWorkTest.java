package dev.r3.verifiers.functioncalling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A verdict's work is bounded, whatever the answer; what is too much of anything has the wrong format. */
class BoundedWorkTest {

    private static final int ANY_LENGTH = 16 << 20;
    private static final int READ_LENGTH = 1 << 19;

    /** No speed bar, that is the benchmark's: work that grows with the square of the length would take hours. */
    private static final Duration FOREVER = Duration.ofMinutes(1);

    private static final Map<String, IntFunction<String>> TEXTS = Map.ofEntries(
            Map.entry("brackets", length -> "[".repeat(length)),
            Map.entry("braces", length -> "{".repeat(length)),
            Map.entry("parentheses", length -> "[f(a=" + "(".repeat(length)),
            Map.entry("objects in objects", length -> "{\"a\":".repeat(length / 5)),
            Map.entry("open tags", length -> "<tool_call>".repeat(length / 11)),
            Map.entry("empty tags", length -> "<tool_call></tool_call>".repeat(length / 23)),
            Map.entry(
                    "calls in tags",
                    length -> "<tool_call>{\"name\":\"now\",\"arguments\":{}}</tool_call>".repeat(length / 52)),
            Map.entry("calls in a list", length -> "[" + "{\"name\":\"now\",\"arguments\":{}},".repeat(length / 31)),
            Map.entry("calls in lines", length -> "{\"name\":\"now\",\"arguments\":{}}\n".repeat(length / 31)),
            Map.entry("Python calls", length -> "[" + "now(),".repeat(length / 6)),
            Map.entry("python tags", length -> "<|python_tag|>".repeat(length / 14)),
            Map.entry("fences", length -> "```".repeat(length / 3)),
            Map.entry("fences of text", length -> "```bash\n```\n".repeat(length / 12)),
            Map.entry("thoughts", length -> "<think></think>".repeat(length / 15)),
            Map.entry("open thoughts", length -> "<think>".repeat(length / 7)),
            Map.entry("ends of turn", length -> "<|im_end|>".repeat(length / 10)),
            Map.entry("spaces", " "::repeat),
            Map.entry("spaces in a list", length -> "[" + " ".repeat(length)),
            Map.entry("digits", length -> "{\"name\":\"f\",\"arguments\":{\"a\":" + "9".repeat(length)),
            Map.entry("digits in Python", length -> "[f(a=" + "9".repeat(length)),
            Map.entry("fraction", length -> "[f(a=0." + "1".repeat(length) + ")]"),
            Map.entry("exponent", length -> "[f(a=1e" + "9".repeat(length) + ")]"),
            Map.entry("zeros in an exponent", length -> "[f(a=1e" + "0".repeat(length) + ")]"),
            Map.entry("huge numbers", length -> "[f(a=[" + "1e999999999,".repeat(length / 12)),
            Map.entry("long numbers", length -> "[f(a=[" + ("1".repeat(399) + ",").repeat(length / 400)),
            Map.entry("a string", length -> "{\"name\":\"" + "x".repeat(length) + "\",\"arguments\":{}}"),
            Map.entry("escapes", length -> "{\"name\":\"" + "\\u0041".repeat(length / 6) + "\",\"arguments\":{}}"),
            Map.entry("escapes in Python", length -> "[f(a='" + "\\x41".repeat(length / 4) + "')]"),
            Map.entry("nested string", length -> "{\"name\":\"f\",\"arguments\":\"" + "[".repeat(length) + "\"}"),
            Map.entry("zeros in a list", length -> "[f(a=[" + "0,".repeat(length / 2) + "])]"),
            Map.entry("keywords", length -> "[f(" + keys(length, "a%d=0,") + ")]"),
            Map.entry("keys", length -> "{\"name\":\"f\",\"arguments\":{" + keys(length, "\"a%d\":0,") + "}}"),
            Map.entry("names", length -> "[f" + ".f".repeat(length / 2) + "()]"),
            Map.entry("lone surrogates", length -> "[" + "\ud800".repeat(length)));

    private static String keys(int length, String format) {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; keys.length() < length; i++) {
            keys.append(format.replace("%d", Integer.toString(i)));
        }
        return keys.toString();
    }

    static Stream<String> texts() {
        return TEXTS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void sixteenMegabytesOfAnything(String name) {
        assertFails(text(name, ANY_LENGTH));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void asMuchAsIsRead(String name) {
        assertFails(text(name, READ_LENGTH - 100));
    }

    private static String text(String name, int length) {
        IntFunction<String> text = TEXTS.get(name);
        if (text == null) {
            throw new IllegalArgumentException("no such text: " + name);
        }
        return text.apply(length);
    }

    private static void assertFails(String text) {
        Verifier<FunctionCallingTask> verifier = Rows.verifier("bfcl");
        FunctionCallingTask task = Rows.task("now");
        Completion completion = Completion.whole(text);
        Verdict verdict = assertTimeoutPreemptively(FOREVER, () -> verifier.verify(task, completion));
        assertThat(verdict).isInstanceOf(Verdict.Failed.class);
    }
}
