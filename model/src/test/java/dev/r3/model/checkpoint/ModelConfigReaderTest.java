package dev.r3.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelConfigReaderTest {
    private static final String SIZES = "'vocab_size':10,'hidden_size':64,'intermediate_size':8,'num_hidden_layers':3,"
            + "'num_attention_heads':4,'num_key_value_heads':2,'max_position_embeddings':512";

    @TempDir
    Path folder;

    @Test
    void bothLayoutsOfTheRotarySettingsReadTheSame() throws IOException {
        String llama = "'rope_type':'llama3','factor':8,'low_freq_factor':1,'high_freq_factor':4,"
                + "'original_max_position_embeddings':64";
        ModelConfig older =
                read("'model_type':'llama','torch_dtype':'bfloat16','rope_theta':5e5,'rope_scaling':{" + llama + "}");
        ModelConfig newer =
                read("'model_type':'llama','dtype':'bfloat16','rope_parameters':{'rope_theta':5e5," + llama + "}");
        assertThat(newer).isEqualTo(older);
        assertThat(newer.rope()).isEqualTo(new RopeConfig(5e5, 16, new RopeScaling.Llama3(8, 1, 4, 64)));

        String factors = "'short_factor':[1,1,1,1,1,1,1,1],'long_factor':[2,2,2,2,2,2,2,2]";
        ModelConfig phi = read("'model_type':'phi3','original_max_position_embeddings':64,'rope_theta':1e4,"
                + "'rope_scaling':{'type':'longrope'," + factors + "}");
        ModelConfig newerPhi = read("'model_type':'phi3','rope_parameters':{'rope_type':'longrope','rope_theta':1e4,"
                + "'original_max_position_embeddings':64," + factors + "}");
        assertThat(newerPhi).isEqualTo(phi);
        assertThat(((RopeScaling.LongRope) phi.rope().scaling()).attentionFactor())
                .isEqualTo(Math.sqrt(1 + Math.log(8) / Math.log(64)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'model_type':'mistral'                                              | 4096, 4096, 4096",
                "'model_type':'mistral','sliding_window':null                        | 0, 0, 0",
                "'model_type':'mistral','sliding_window':16                          | 16, 16, 16",
                "'model_type':'phi3','sliding_window':2048                           | 2048, 2048, 2048",
                "'model_type':'qwen2','sliding_window':16,'use_sliding_window':false | 0, 0, 0",
                "'model_type':'qwen2','sliding_window':16,'use_sliding_window':true,'max_window_layers':2 | 0, 0, 16",
                "'model_type':'qwen3','sliding_window':16,'use_sliding_window':true,'layer_types':['full_attention','sliding_attention','full_attention'] | 0, 16, 0",
                "'model_type':'llama','sliding_window':16                            | 0, 0, 0",
            })
    void windows(String settings, String expected) throws IOException {
        List<Integer> windows = read(settings).attention().windows();
        assertThat(windows.toString()).isEqualTo("[" + expected + "]");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'model_type':'gpt2'                            | model_type: expected one of qwen2, qwen3, llama, mistral, phi3, found \"gpt2\"",
                "'x':1                                          | model_type: expected one of qwen2, qwen3, llama, mistral, phi3, found nothing",
                "'model_type':'llama','hidden_act':'gelu'       | hidden_act: expected silu, found \"gelu\"",
                "'model_type':'llama','quantization_config':{}  | quantization_config: expected none: weights in F32, F16 or BF16, found {}",
                "'model_type':'llama','rope_scaling':{'type':'yarn'} | type: expected default, llama3 or longrope, found \"yarn\"",
                "'model_type':'llama','head_dim':15             | file: expected sizes that fit together, found head size is not even: 15",
                "'model_type':'llama','head_dim':'x'            | head_dim: expected a whole number from 1, found \"x\"",
                "'model_type':'phi3','rope_scaling':{'type':'longrope','short_factor':[1]},'original_max_position_embeddings':64 | short_factor: expected 8 positive numbers, found [1]",
            })
    void rejects(String settings, String message) {
        assertThatThrownBy(() -> read(settings))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(folder.resolve("config.json") + ": " + message);
    }

    private ModelConfig read(String settings) throws IOException {
        String json = ("{" + SIZES + "," + settings + "}").replace('\'', '"');
        return ModelConfigReader.read(Files.writeString(folder.resolve("config.json"), json));
    }
}
