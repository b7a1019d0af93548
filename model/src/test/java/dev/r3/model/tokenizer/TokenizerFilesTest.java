package dev.r3.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of a folder, in the forms in which they are published. */
class TokenizerFilesTest {

    private static final String CONFIG = "tokenizer_config.json";
    private static final String GENERATION = "generation_config.json";

    @TempDir
    private Path directory = Path.of("");

    private TokenizerFolder folder = new TokenizerFolder(directory);

    @BeforeEach
    void copy() throws IOException {
        folder = TokenizerFolder.copyOf("llama31", directory);
    }

    private SpecialTokens special() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(directory)) {
            return tokenizer.specialTokens();
        }
    }

    @Test
    void readsEndIdsFromTheGenerationSettings() throws IOException {
        assertThat(special().endIds()).containsExactly(521, 525, 526);
    }

    @Test
    void readsEndIdsFromTheModelsSettingsElse() throws IOException {
        folder.remove(GENERATION).change("config.json", config -> config.put("eos_token_id", 525));

        assertThat(special().endIds()).containsExactly(525);
    }

    @Test
    void endsAtTheEndTokenIfNothingElseIsSaid() throws IOException {
        folder.remove(GENERATION).remove("config.json");

        assertThat(special().endIds()).containsExactly(526);
    }

    @Test
    void doesWithoutPadding() throws IOException {
        folder.change(CONFIG, config -> config.remove("pad_token"));

        assertThat(special().padding()).isEmpty();
        assertThat(special().paddingId()).isEmpty();
    }

    @Test
    void readsThePaddingIdFromTheGenerationSettings() throws IOException {
        folder.change(CONFIG, config -> config.putNull("pad_token"))
                .change(GENERATION, config -> config.put("pad_token_id", 7));

        assertThat(special().padding()).isEmpty();
        assertThat(special().paddingId()).hasValue(7);
    }

    @Test
    void readsATokenWrittenAsAnObject() throws IOException {
        folder.change(
                CONFIG,
                config -> config.putObject("eos_token")
                        .put("content", "<|eom_id|>")
                        .put("special", true));

        assertThat(special().end()).contains(new SpecialToken("<|eom_id|>", 525));
    }

    @Test
    void readsTheOlderFileOfSpecialTokens() throws IOException {
        folder.change(CONFIG, config -> config.remove("eos_token"))
                .write("special_tokens_map.json", "{\"eos_token\": \"<|eom_id|>\"}");

        assertThat(special().end()).contains(new SpecialToken("<|eom_id|>", 525));
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                arguments("tokenizer.json", "{", "no tokenizer"),
                arguments("tokenizer.json", "", "no tokenizer"),
                arguments("tokenizer.json", "{\"model\": {\"type\": \"Nosuch\"}}", "no tokenizer"),
                arguments("tokenizer.json", "[]", "no tokenizer"),
                arguments(CONFIG, "[]", "no JSON object"),
                arguments(CONFIG, "{\"eos_token\": ", "malformed JSON"),
                arguments(CONFIG, "{\"eos_token\": 5}", "'eos_token' is no string"),
                arguments(CONFIG, "{\"eos_token\": \"<nosuch>\"}", "which is not in the vocabulary"),
                arguments(CONFIG, "{\"chat_template\": 5}", "'chat_template' is neither a string nor a list"),
                arguments(CONFIG, "{\"chat_template\": [{\"name\": \"a\"}]}", "a chat template without name or text"),
                arguments(CONFIG, "{\"chat_template\": \"{% include 'a' %}\"}", "the tag 'include' is not supported"),
                arguments(GENERATION, "{\"eos_token_id\": \"x\"}", "'eos_token_id' has \"x\", which is no token id"),
                arguments(GENERATION, "{\"eos_token_id\": [1, -2]}", "'eos_token_id' has -2, which is no token id"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void namesTheFileAndWhatIsWrong(String file, String text, String message) throws IOException {
        folder.write(file, text);

        assertThatThrownBy(() -> ChatTokenizer.open(directory))
                .isInstanceOf(InvalidTokenizerException.class)
                .hasMessageContaining(directory.resolve(file).toString())
                .hasMessageContaining(message);
    }

    @Test
    void needsTheTokenizersFile() throws IOException {
        folder.remove("tokenizer.json");

        assertThatThrownBy(() -> Tokenizer.open(directory))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("tokenizer.json");
    }

    @Test
    void truncatesNothingWhateverTheFileSays() throws IOException {
        folder.change("tokenizer.json", json -> {
            ObjectNode truncation = json.putObject("truncation");
            truncation.put("direction", "Right").put("max_length", 4);
            truncation.put("strategy", "LongestFirst").put("stride", 0);
        });

        try (Tokenizer tokenizer = Tokenizer.open(directory)) {
            assertThat(tokenizer.encode("one two three four five six seven").size())
                    .isGreaterThan(6);
        }
    }
}
