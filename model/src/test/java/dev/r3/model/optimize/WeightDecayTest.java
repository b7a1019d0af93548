package dev.r3.model.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.checkpoint.SafetensorsFile;
import dev.r3.model.checkpoint.StrictJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightDecayTest {
    @ParameterizedTest
    @CsvSource({
        "model.embed_tokens.weight,                              true",
        "lm_head.weight,                                         true",
        "model.layers.0.self_attn.q_proj.weight,                 true",
        "model.layers.0.self_attn.q_proj.lora_A.default.weight,  true",
        "model.layers.0.mlp.gate_up_proj.weight,                 true",
        "model.normaliser.weight,                                true",
        "model.normal.weight,                                    true",
        "model.layers.0.self_attn.q_proj.bias,                   false",
        "model.layers.0.self_attn.bias_proj.weight,              false",
        "model.layers.0.input_layernorm.weight,                  false",
        "model.layers.0.InputLayerNorm.weight,                   false",
        "model.layers.0.post_rmsnorm2.weight,                    false",
        "model.layers.0.self_attn.q_norm.weight,                 false",
        "model.norm.weight,                                      false",
        "norm,                                                   false",
    })
    void byName(String name, boolean expected) {
        assertThat(WeightDecay.WITHOUT_BIASES_AND_NORMS.decays(name)).isEqualTo(expected);
        assertThat(WeightDecay.ALL.decays(name)).isTrue();
    }

    /** The names that transformers' Trainer exempted when the GRPO reference was made. */
    @Test
    void asTransformersGroupsThem() {
        JsonNode exempt = StrictJson.read(Fixtures.folder("grpo").resolve("grpo_reference.json"))
                .path("optimizer")
                .path("no_decay_names");
        List<String> expected = new ArrayList<>();
        exempt.forEach(name -> expected.add(name.textValue()));

        try (SafetensorsFile model =
                SafetensorsFile.open(Fixtures.folder("qwen2-tied").resolve("model.safetensors"))) {
            assertThat(model.names().stream().filter(name -> !WeightDecay.WITHOUT_BIASES_AND_NORMS.decays(name)))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
