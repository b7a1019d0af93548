package dev.r3.workflows.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.spec.EvaluateSpec;
import dev.r3.workflows.contract.spec.SampledSpec;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.GlobalDataConverter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The part of specs that came later: what knows nothing of it stays as it is. */
class SampledSpecTest {
    private static final DataConverter CONVERTER = GlobalDataConverter.get();

    @Test
    void withoutSamplesItIsNoPartOfTheJson() {
        ExperimentInput input = SmallExperiment.until(StageKind.REPORT);
        Payload payload = CONVERTER.toPayload(input).orElseThrow();
        assertThat(payload.getData().toStringUtf8()).contains("\"evaluate\"").doesNotContain("sampled");
        ExperimentInput read = CONVERTER.fromPayload(payload, ExperimentInput.class, ExperimentInput.class);
        assertThat(read).isEqualTo(input);
        assertThat(read.spec().evaluate().sampled()).isEqualTo(SampledSpec.NONE);
    }

    @Test
    void withSamplesItIs() {
        ExperimentInput input = SmallExperiment.sampled(StageKind.REPORT);
        Payload payload = CONVERTER.toPayload(input).orElseThrow();
        assertThat(payload.getData().toStringUtf8())
                .contains("\"sampled\":{\"samples\":16,\"temperature\":0.7,\"topP\":0.9,\"tasks\":100}");
        assertThat(CONVERTER.fromPayload(payload, ExperimentInput.class, ExperimentInput.class))
                .isEqualTo(input);
    }

    @Test
    void controlsArePartOfTheJsonWhereTheyAreAskedFor() {
        ExperimentInput input = SmallExperiment.sampledControls(StageKind.REPORT);
        Payload payload = CONVERTER.toPayload(input).orElseThrow();
        assertThat(payload.getData().toStringUtf8()).contains("\"tasks\":100,\"controls\":true}");
        assertThat(CONVERTER.fromPayload(payload, ExperimentInput.class, ExperimentInput.class))
                .isEqualTo(input);
    }

    @Test
    void checksOfForgettingSampleNothing() {
        assertThat(SmallExperiment.checked(StageKind.REPORT)
                        .checking("calls")
                        .spec()
                        .evaluate()
                        .sampled()
                        .enabled())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 500, 500", "200, 500, 200", "200, 0, 200", "2000, 500, 500"})
    void neitherLimitIsExceeded(int evaluated, int sampled, int both) {
        EvaluateSpec spec = new EvaluateSpec(
                evaluated, 0, Map.of(), "again", "", false, Map.of(), new SampledSpec(4, 1, 1, sampled));
        assertThat(spec.sampledTasks()).isEqualTo(both);
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> new SampledSpec(-1, 1, 1, 0)).hasMessage("samples is -1; expected 0 to 1000");
        assertThatThrownBy(() -> new SampledSpec(1_001, 1, 1, 0)).hasMessage("samples is 1001; expected 0 to 1000");
        assertThatThrownBy(() -> new SampledSpec(4, 0, 1, 0))
                .hasMessage("temperature is 0.0; expected a number above 0");
        assertThatThrownBy(() -> new SampledSpec(4, 1, 0, 0)).hasMessage("top-p is 0.0; expected a number above 0");
        assertThatThrownBy(() -> new SampledSpec(4, 1, 1.5, 0))
                .hasMessage("top-p is 1.5; expected a share from 0 to 1");
        assertThatThrownBy(() -> new SampledSpec(4, 1, 1, -1)).hasMessage("tasks is -1; expected 0 or more");
    }
}
