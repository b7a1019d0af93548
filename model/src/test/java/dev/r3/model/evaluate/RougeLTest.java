package dev.r3.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.checkpoint.StrictJson;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against Google's rouge-score, by {@code make_rouge.py}. */
class RougeLTest {
    static Stream<JsonNode> cases() {
        return StreamSupport.stream(
                StrictJson.read(Fixtures.folder("rouge").resolve("rouge-l.json"))
                        .path("cases")
                        .spliterator(),
                false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asTheReferenceHasIt(JsonNode pair) {
        RougeL reference = new RougeL(pair.path("reference").asText());
        assertThat(reference.f1(pair.path("text").asText()))
                .isCloseTo(pair.path("f1").asDouble(), within(1e-12));
    }

    @Test
    void wordsOfAllScriptsCount() {
        RougeL reference = new RougeL("Das war falsch, ÄNDERE die Zahlen");
        assertThat(reference.f1("das war falsch: ändere die Zahlen")).isEqualTo(1);
        assertThat(new RougeL("答案 错了").f1("错了 吗")).isEqualTo(0.5);
    }

    @Test
    void ofALongTextTheBeginningIsCompared() {
        RougeL reference = new RougeL("once");
        String before = "word ".repeat(RougeL.MOST_WORDS - 1);
        assertThat(reference.f1(before + "once")).isEqualTo(2.0 / (RougeL.MOST_WORDS + 1));
        assertThat(reference.f1(before + "word once")).isZero();
        assertThat(new RougeL("word ".repeat(100_000)).f1("word ".repeat(100_000)))
                .isEqualTo(1);
    }
}
