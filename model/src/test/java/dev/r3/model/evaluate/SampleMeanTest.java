package dev.r3.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.checkpoint.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleMeanTest {

    static Stream<JsonNode> references() {
        JsonNode all = StrictJson.read(Fixtures.folder("statistics").resolve("means.json"));
        return StreamSupport.stream(all.path("cases").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("references")
    void isAsScipySays(JsonNode reference) {
        List<Double> values = new ArrayList<>();
        reference.path("values").forEach(value -> values.add(value.doubleValue()));
        SampleMean found = SampleMean.of(values);
        double mean = reference.path("mean").doubleValue();
        double high = reference.path("high").doubleValue();
        assertThat(found.mean()).isCloseTo(mean, within(1e-12 * Math.abs(mean)));
        assertThat(found.interval().low())
                .isCloseTo(reference.path("low").doubleValue(), within(1e-8 * (high - mean) + 1e-12 * Math.abs(mean)));
        assertThat(found.interval().high()).isCloseTo(high, within(1e-8 * (high - mean) + 1e-12 * Math.abs(mean)));
    }

    @Test
    void likeValuesHaveAnIntervalWithoutLength() {
        assertThat(SampleMean.of(List.of(0.5, 0.5, 0.5)).interval()).isEqualTo(new Interval(0.5, 0.5));
    }

    @Test
    void oneValueShowsNoVariance() {
        assertThatThrownBy(() -> SampleMean.of(List.of(1.0)))
                .hasMessage("an interval from 1 values; expected 2 or more");
    }
}
