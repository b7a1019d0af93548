package dev.r3.workflows.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.TaskQueues;
import dev.r3.workflows.contract.spec.EndpointSpec;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.GlobalDataConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Baselines that answer from servers. */
class EndpointSpecTest {
    private static final DataConverter CONVERTER = GlobalDataConverter.get();

    @Test
    void aFolderIsATextInJsonAsEver() {
        ExperimentInput input = SmallExperiment.until(StageKind.REPORT);
        Payload payload = CONVERTER.toPayload(input).orElseThrow();
        assertThat(payload.getData().toStringUtf8()).contains("\"baselines\":{\"10x\":\"models/10x\"}");
        assertThat(CONVERTER.fromPayload(payload, ExperimentInput.class, ExperimentInput.class))
                .isEqualTo(input);
    }

    @Test
    void anEndpointIsKeysAndValues() {
        ExperimentInput input = SmallExperiment.asking(StageKind.REPORT);
        Payload payload = CONVERTER.toPayload(input).orElseThrow();
        assertThat(payload.getData().toStringUtf8())
                .contains("\"baselines\":{\"big\":{\"endpoint\":\"http://host:8000/v1\",\"model\":\"some/model\","
                        + "\"concurrency\":16,\"keyFrom\":\"\"}}");
        assertThat(CONVERTER.fromPayload(payload, ExperimentInput.class, ExperimentInput.class))
                .isEqualTo(input);
        assertThat(input.spec().evaluate().endpoints()).containsOnlyKeys("baseline-big");
        assertThat(SmallExperiment.until(StageKind.REPORT).spec().evaluate().endpoints())
                .isEmpty();
    }

    @Test
    void aServerIsAskedWithoutADevice() {
        try (ExperimentServer server = new ExperimentServer()) {
            server.start().run(SmallExperiment.asking(StageKind.REPORT));
            assertThat(server.activities().armQueues)
                    .containsEntry("shard of evaluation/baseline-big", TaskQueues.ENDPOINT)
                    .containsEntry("finish of evaluation/baseline-big", TaskQueues.ENDPOINT)
                    .containsEntry("shard of sampled/baseline-big", TaskQueues.ENDPOINT)
                    .containsEntry("finish of sampled/baseline-big", TaskQueues.ENDPOINT)
                    .containsEntry("shard of evaluation/vanilla", TaskQueues.GPU)
                    .containsEntry("shard of sampled/vanilla", TaskQueues.GPU);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://user:secret@host/v1 | m   | 1    | ''     | endpoint holds a user or a password
            ftp://host/v1              | m   | 1    | ''     | endpoint is no address of a server; expected http(s)
            host:8000                  | m   | 1    | ''     | endpoint is no address
            http://host/v1?key=secret  | m   | 1    | ''     | endpoint is no address
            http://host/v1             | ' ' | 1    | ''     | model is no name
            http://host/v1             | m   | 0    | ''     | concurrency is 0; expected 1 to 1024
            http://host/v1             | m   | 1    | sk-secret | key-from is no name of an environment variable
            """)
    void mistakesAreNamedWithoutSecrets(String address, String model, int concurrency, String keyFrom, String message) {
        assertThatThrownBy(() -> new EndpointSpec(address, model, concurrency, keyFrom))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @Test
    void finalSlashesDoNotCount() {
        assertThat(new EndpointSpec("https://host/v1//", "m", 1, "").shown()).isEqualTo("m at https://host/v1");
    }
}
