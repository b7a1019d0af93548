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
import org.junit.jupiter.params.provider.EnumSource;

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
                "'model_type':'qwen2','sliding_window':null,'use_sliding_window':true | 0, 0, 0",
                "'model_type':'qwen2','sliding_window':16,'use_sliding_window':true  | 0, 0, 0",
                "'model_type':'qwen2','sliding_window':16,'use_sliding_window':null  | 0, 0, 0",
                "'model_type':'qwen3','use_sliding_window':true,'max_window_layers':1 | 0, 4096, 4096",
                "'model_type':'mistral','sliding_window':16,'layer_types':['full_attention','full_attention','full_attention'] | 16, 16, 16",
                "'model_type':'phi3'                                                 | 0, 0, 0",
                "'model_type':'phi3','sliding_window':null                           | 0, 0, 0",
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
                "'model_type':'llama','rope_scaling':{'type':'yarn'} | rope_scaling.type: expected default, llama3 or longrope, found \"yarn\"",
                "'model_type':'llama','head_dim':15             | head_dim: expected an even number, found 15",
                "'model_type':'llama','head_dim':100000         | head_dim: expected a whole number from 1 to 65536, found 100000",
                "'model_type':'llama','head_dim':1.5            | head_dim: expected a whole number from 1 to 65536, found 1.5",
                "'model_type':7                                 | model_type: expected a string, found 7",
                "'model_type':'Qwen2'                           | model_type: expected one of qwen2, qwen3, llama, mistral, phi3, found \"Qwen2\"",
                "'model_type':'qwen2','architectures':['Qwen2ForSequenceClassification'] | architectures: expected one that ends in ForCausalLM, found [\"Qwen2ForSequenceClassification\"]",
                "'model_type':'qwen2','architectures':'Qwen2ForCausalLM' | architectures: expected an array of strings, found \"Qwen2ForCausalLM\"",
                "'model_type':'llama','rms_norm_eps':0          | rms_norm_eps: expected a positive number, found 0",
                "'model_type':'llama','rms_norm_eps':'1e-5'     | rms_norm_eps: expected a positive number, found \"1e-5\"",
                "'model_type':'llama','rms_norm_eps':1e999      | rms_norm_eps: expected a positive number, found \"Infinity\"",
                "'model_type':'llama','rope_theta':-1           | rope_theta: expected a positive number, found -1",
                "'model_type':'llama','rope_parameters':{'rope_theta':'x'} | rope_parameters.rope_theta: expected a positive number, found \"x\"",
                "'model_type':'llama','rope_parameters':[]      | rope_parameters: expected a JSON object, found []",
                "'model_type':'qwen3','rope_parameters':{'full_attention':{'rope_theta':1e4}} | rope_parameters: expected one set of settings for all layers, found {\"full_attention\":{\"rope_theta\":10000.0}}",
                "'model_type':'llama','partial_rotary_factor':0.01 | partial_rotary_factor: expected an even part of a head of 16, found 0.01",
                "'model_type':'llama','partial_rotary_factor':2 | partial_rotary_factor: expected an even part of a head of 16, found 2",
                "'model_type':'llama','tie_word_embeddings':'no' | tie_word_embeddings: expected true or false, found \"no\"",
                "'model_type':'llama','rope_scaling':{'rope_type':'llama3','low_freq_factor':1,'high_freq_factor':4} | rope_scaling.factor: expected a positive number, found nothing",
                "'model_type':'llama','rope_scaling':{'rope_type':'llama3','factor':0.5,'low_freq_factor':1,'high_freq_factor':4} | rope_scaling.factor: expected a number from 1, found 0.5",
                "'model_type':'llama','rope_scaling':{'rope_type':'llama3','factor':8,'low_freq_factor':4,'high_freq_factor':4} | rope_scaling.high_freq_factor: expected more than low_freq_factor, 4.0, found 4",
                "'model_type':'mistral','sliding_window':0      | sliding_window: expected a whole number from 1, found 0",
                "'model_type':'qwen2','sliding_window':8,'use_sliding_window':true,'layer_types':['full_attention'] | layer_types: expected 3 of sliding_attention or full_attention, found [\"full_attention\"]",
                "'model_type':'qwen2','sliding_window':8,'use_sliding_window':true,'layer_types':['full_attention','x','full_attention'] | layer_types: expected 3 of sliding_attention or full_attention, found [\"full_attention\",\"x\",\"full_attention\"]",
                "'model_type':'phi3','rope_scaling':{'type':'longrope','short_factor':[1,1,1,1,1,1,1,1],'long_factor':[2,2,2]} | rope_scaling.long_factor: expected 8 positive numbers, found [2,2,2]",
                "'model_type':'phi3','rope_scaling':{'type':'longrope','short_factor':[1,1,1,1,1,1,1,0],'long_factor':[2,2,2]} | rope_scaling.short_factor: expected 8 positive numbers, found [1,1,1,1,1,1,1,0]",
                "'model_type':'llama','head_dim':'x'            | head_dim: expected a whole number from 1 to 65536, found \"x\"",
                "'model_type':'phi3','rope_scaling':{'type':'longrope','short_factor':[1]},'original_max_position_embeddings':64 | rope_scaling.short_factor: expected 8 positive numbers, found [1]",
            })
    void rejects(String settings, String message) {
        assertThatThrownBy(() -> read(settings))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(folder.resolve("config.json") + ": " + message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'vocab_size'              | null  | vocab_size: expected a whole number from 1, found null",
                "'vocab_size'              | -1    | vocab_size: expected a whole number from 1, found -1",
                "'vocab_size'              | 3e9   | vocab_size: expected a whole number from 1, found 3.0E9",
                "'vocab_size'              | 4294967297 | vocab_size: expected a whole number from 1, found 4294967297",
                "'hidden_size'             | '64'  | hidden_size: expected a whole number from 1, found \"64\"",
                "'hidden_size'             | 66    | hidden_size: expected an even multiple of 4 heads, found 66",
                "'intermediate_size'       | 0     | intermediate_size: expected a whole number from 1, found 0",
                "'num_hidden_layers'       | true  | num_hidden_layers: expected a whole number from 1 to 10000, found true",
                "'num_hidden_layers'       | 2147483647 | num_hidden_layers: expected a whole number from 1 to 10000, found 2147483647",
                "'num_attention_heads'     | []    | num_attention_heads: expected a whole number from 1, found []",
                "'num_key_value_heads'     | 3     | num_key_value_heads: expected a divisor of 4 heads, found 3",
                "'num_key_value_heads'     | 8     | num_key_value_heads: expected a divisor of 4 heads, found 8",
                "'max_position_embeddings' | {}    | max_position_embeddings: expected a whole number from 1, found {}",
            })
    void rejectsASize(String key, String value, String message) throws IOException {
        String sizes = SIZES.replaceFirst(key + ":\\d+", key + ":" + value);
        Path file = write("{" + sizes + ",'model_type':'llama'}");
        assertThatThrownBy(() -> ModelConfigReader.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(file + ": " + message);
    }

    @ParameterizedTest
    @CsvSource({
        "vocab_size",
        "hidden_size",
        "intermediate_size",
        "num_hidden_layers",
        "num_attention_heads",
        "max_position_embeddings"
    })
    void namesASizeThatIsMissing(String key) throws IOException {
        Path file = write("{" + (SIZES + ",").replaceFirst("'" + key + "':\\d+,", "") + "'model_type':'llama'}");
        assertThatThrownBy(() -> ModelConfigReader.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(file + ": " + key + ": expected a whole number from 1")
                .hasMessageEndingWith(", found nothing");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "an empty file |                    | file: expected a JSON object, found nothing",
                "an array      | []                 | file: expected a JSON object, found []",
                "cut           | {'vocab_size':1    | file: expected valid JSON, found Unexpected end-of-input",
                "twice         | {'a':1,'a':2}      | file: expected valid JSON, found Duplicate field 'a'",
                "NaN           | {'rms_norm_eps':NaN} | file: expected valid JSON, found Non-standard token 'NaN'",
                "a comment     | {/* */}            | file: expected valid JSON, found Unexpected character ('/'",
            })
    void rejectsWhatIsNoJsonObject(String name, String content, String message) throws IOException {
        Path file = write(content == null ? "" : content);
        assertThatThrownBy(() -> ModelConfigReader.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(file + ": " + message);
    }

    @ParameterizedTest
    @CsvSource({"qwen2, 32", "qwen3, 32", "mistral, 8", "llama, 64", "phi3, 64"})
    void absentKeyValueHeadsAreThoseOfTheFamily(String family, int expected) throws IOException {
        String sizes = SIZES.replace("'num_attention_heads':4,'num_key_value_heads':2", "'num_attention_heads':64")
                .replace("'hidden_size':64", "'hidden_size':1024");
        Path absent = write("{" + sizes + ",'model_type':'" + family + "'}");
        assertThat(ModelConfigReader.read(absent).attention().keyValueHeads()).isEqualTo(expected);
        Path none = write("{" + sizes + ",'num_key_value_heads':null,'model_type':'" + family + "'}");
        assertThat(ModelConfigReader.read(none).attention().keyValueHeads()).isEqualTo(64);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void absentKeysHaveTheFamilysDefaults(Family family) throws IOException {
        ModelConfig config = read("'model_type':'" + family.modelType() + "'");
        assertThat(config.tiedEmbeddings()).isFalse();
        assertThat(config.feedForwardBias()).isFalse();
        assertThat(config.normEpsilon()).isEqualTo(family == Family.PHI3 ? 1e-5 : 1e-6);
        assertThat(config.attention().headSize()).isEqualTo(family == Family.QWEN3 ? 128 : 16);
        assertThat(config.attention().queryKeyValueBias()).isEqualTo(family == Family.QWEN2);
        assertThat(config.attention().outputBias()).isFalse();
        assertThat(config.rope().theta()).isEqualTo(10_000);
        assertThat(config.rope().scaling()).isEqualTo(new RopeScaling.Unscaled());
    }

    @Test
    void longRopeFollowsTransformersPriorities() throws IOException {
        String factors = "'short_factor':[1,1,1,1,1,1,1,1],'long_factor':[2,2,2,2,2,2,2,2]";
        assertThat(longRope("'rope_scaling':{'type':'su'," + factors + "}").originalPositions())
                .isEqualTo(4096);
        RopeScaling.LongRope both = longRope("'original_max_position_embeddings':32,"
                + "'rope_parameters':{'type':'yarn','original_max_position_embeddings':64," + factors + "}");
        assertThat(both.originalPositions()).isEqualTo(32);
        assertThat(both.attentionFactor()).isEqualTo(Math.sqrt(1 + Math.log(16) / Math.log(32)));
        String given = "'original_max_position_embeddings':32,'rope_scaling':{'type':'longrope',";
        assertThat(longRope(given + "'factor':4," + factors + "}").attentionFactor())
                .isEqualTo(Math.sqrt(1 + Math.log(4) / Math.log(32)));
        assertThat(longRope(given + "'attention_factor':1.5," + factors + "}").attentionFactor())
                .isEqualTo(1.5);
    }

    private RopeScaling.LongRope longRope(String settings) throws IOException {
        return (RopeScaling.LongRope)
                read("'model_type':'phi3'," + settings).rope().scaling();
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("config.json"), content.replace('\'', '"'));
    }

    private ModelConfig read(String settings) throws IOException {
        return ModelConfigReader.read(write("{" + SIZES + "," + settings + "}"));
    }
}
