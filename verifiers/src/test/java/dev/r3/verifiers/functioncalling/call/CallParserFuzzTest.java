package dev.r3.verifiers.functioncalling.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.verifiers.api.CanonicalJson;
import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.functioncalling.call.Extraction.Found;
import java.util.function.BiConsumer;

/**
 * Fuzzes each parser of model text. A parser may refuse a text only by {@link BrokenTextException} or for its budget.
 * Runs over the seeds beside it in a plain test run.
 */
class CallParserFuzzTest {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static void read(String text, BiConsumer<Cursor, CallList> format) {
        CallList calls = new CallList();
        try {
            format.accept(new Cursor(text, 0, text.length(), Bounds.budget()), calls);
        } catch (BrokenTextException | StepBudget.Exhausted e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(200);
        }
    }

    /** What we read as JSON, Jackson reads as the same JSON. */
    @FuzzTest(maxDuration = "1m")
    void json(@NotNull String text) throws JsonProcessingException {
        JsonNode value;
        try {
            value = JsonText.parse(text, Bounds.budget());
        } catch (BrokenTextException | StepBudget.Exhausted e) {
            return;
        }
        assertThat(CanonicalJson.write(value)).isEqualTo(CanonicalJson.write(MAPPER.readTree(text)));
    }

    @FuzzTest(maxDuration = "1m")
    void jsonCalls(@NotNull String text) {
        read(text, JsonCalls::read);
    }

    @FuzzTest(maxDuration = "1m")
    void pythonCalls(@NotNull String text) {
        read(text, PythonCalls::list);
    }

    @FuzzTest(maxDuration = "1m")
    void toolCallTags(@NotNull String text) {
        read(text, ToolCallTags::read);
    }

    @FuzzTest(maxDuration = "1m")
    void pythonTag(@NotNull String text) {
        read(PythonTag.TAG + text, PythonTag::read);
    }

    @FuzzTest(maxDuration = "1m")
    void fences(@NotNull String text) {
        read(text, FencedCalls::read);
    }

    /** Never throws, and what it finds stands in the text. */
    @FuzzTest(maxDuration = "1m")
    void extraction(@NotNull String text) {
        if (CallExtractor.extract(text, Bounds.budget()) instanceof Found found) {
            assertThat(found.calls()).isNotEmpty();
            assertThat(text).contains(found.text(text).split("\n", 2)[0]);
        }
    }
}
