package dev.r3.verifiers.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

    private static final ObjectMapper FLOATS = new ObjectMapper();
    private static final ObjectMapper DECIMALS = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"b\": 1, \"a\": [2, 1]} | {\"a\":[2,1],\"b\":1}",
                "{\"a\": {\"d\": null, \"c\": true}} | {\"a\":{\"c\":true,\"d\":null}}",
                "{\"B\": 1, \"a\": 1, \"_\": 1} | {\"B\":1,\"_\":1,\"a\":1}",
                "[1, 1.0, 1e0, 10e-1, 0.1e1] | [1,1,1,1,1]",
                "[0, -0, 0.0, -0.0, 0e5] | [0,0,0,0,0]",
                "[100, 1e2, 100.0] | [100,100,100]",
                "[0.5, 0.50, 5e-1] | [0.5,0.5,0.5]",
                "[1000000000000000000, 1e18] | [1000000000000000000,1000000000000000000]",
                "[10000000000000000000, 1e19] | [10000000000000000000,10000000000000000000]",
                "[100000000000000000000000000, 1e26] | [1E+26,1E+26]",
                "[1e300, -2.5e-10] | [1E+300,-2.5E-10]",
                "\"é\\u00e9\\n\\u0001\" | \"éé\\n\\u0001\"",
                "\"\" | \"\"",
                "[] | []",
                "{} | {}",
            })
    void writesOneTextForOneValue(String json, String canonical) throws JsonProcessingException {
        assertThat(CanonicalJson.write(FLOATS.readTree(json))).isEqualTo(canonical);
        assertThat(CanonicalJson.write(DECIMALS.readTree(json))).isEqualTo(canonical);
        assertThat(CanonicalJson.write(FLOATS.readTree(canonical))).isEqualTo(canonical);
    }

    @Test
    void keepsTheDigitsOfLongDecimals() throws JsonProcessingException {
        String json = "[0.1234567890123456789,123456789012345678901234567890]";
        assertThat(CanonicalJson.write(DECIMALS.readTree(json))).isEqualTo(json);
    }

    @Property(tries = 2000)
    void escapesTextAsJacksonDoes(@ForAll String text) {
        var object = JsonNodeFactory.instance.objectNode().put(text, text);
        assertThat(CanonicalJson.write(object)).isEqualTo(object.toString());
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThatThrownBy(() -> CanonicalJson.write(JsonNodeFactory.instance.numberNode(Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CanonicalJson.write(JsonNodeFactory.instance.numberNode(Float.NEGATIVE_INFINITY)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void digestsTheTextInUtf8() {
        assertThat(CanonicalJson.sha256(""))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(CanonicalJson.sha256(JsonNodeFactory.instance.textNode("é")))
                .isEqualTo(CanonicalJson.sha256("\"é\""));
    }
}
