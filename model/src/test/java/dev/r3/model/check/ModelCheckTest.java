package dev.r3.model.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.checkpoint.Fixtures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelCheckTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> ALWAYS = List.of(
            "special tokens",
            "token ids",
            "token ids without special tokens",
            "tokens",
            "offsets",
            "decoded texts",
            "decoded texts without special tokens",
            "chat texts",
            "chat token ids",
            "logits",
            "token log-probs",
            "most likely tokens",
            "top log-probs and entropy",
            "left-padded logits",
            "left-padded token log-probs",
            "right-padded logits",
            "right-padded token log-probs",
            "sampling distributions",
            "sampling supports",
            "greedy tokens",
            "left-padded greedy tokens");

    @TempDir
    Path folder;

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void passesOnTheFixtures(String fixture) throws IOException {
        List<CheckGroup> groups = ModelCheck.run(Fixtures.folder(fixture));

        assertThat(groups).allSatisfy(group -> {
            assertThat(group.passed()).as("%s", group).isTrue();
            assertThat(group.compared()).isPositive();
        });
        assertThat(groups).extracting(CheckGroup::name).containsAll(ALWAYS);
        assertThat(groups.stream().anyMatch(group -> group.name().equals("chat refusals")))
                .isEqualTo(fixture.equals("llama31"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/tokenizer/special/pad_token           | \"x\"           | special tokens | tokenizer.special.pad_token: expected from 0 \"x\", found \"<",
                "/tokenizer/vocab_size_with_added       | 518             | special tokens | tokenizer.vocab_size_with_added: expected 518, found 517",
                "/tokenizer/encodings/6/ids_no_special/0| 0               | token ids without special tokens | tokenizer.encodings[6]: expected from 0 [0, ",
                "/tokenizer/encodings/6/tokens/0        | \"x\"           | tokens         | tokenizer.encodings[6]: expected from 0 [x, ",
                "/tokenizer/encodings/6/offsets_codepoints/0/1 | 7        | offsets        | tokenizer.encodings[6]: expected from 0 [[0, 7], ",
                "/tokenizer/encodings/6/decode_keep_special | \"Hello\"   | decoded texts  | tokenizer.encodings[6]: expected from 0 \"Hello\", found \"Hello world\"",
                "/tokenizer/encodings/6/decode_skip_special | \"Hello\"   | decoded texts without special tokens | tokenizer.encodings[6]: expected from 0 \"Hello\", found \"Hello world\"",
                "/prompts/0/text                        | \"The answer\"  | token ids      | prompts[0]: expected from ",
                "/prompts/0/greedy48_text               | \"x\"           | decoded texts  | prompts[0].greedy48_text: expected from 0 \"x\", found ",
                "/prompts/0/token_logprobs/3            | 0.5             | token log-probs| prompts[0].token_logprobs, number 3: expected 0.5, found -",
                "/prompts/0/last_argmax                 | 0               | most likely tokens | prompts[0].last_argmax: expected 0, found ",
                "/prompts/0/entropy_last                | 9               | top log-probs and entropy | prompts[0].entropy_last, number 0: expected 9.0, found ",
                "/batch_left_padded/token_logprobs/2/30 | 0.5             | left-padded token log-probs | batch_left_padded[2], number 18: expected 0.5, found -",
                "/prompts/2/greedy48/47                 | 0               | greedy tokens  | prompts[2].greedy48: expected from 37 [",
                "/batch_left_padded/greedy24_hf_generate/1/0 | 0          | left-padded greedy tokens | batch_left_padded.greedy24_hf_generate[1]: expected from 0 [0, ",
                "/sampling/cases/2/support              | 21              | sampling supports | sampling.cases[2].support: expected 21, found 20",
                "/sampling/cases/2/settings/top_k       | 19              | sampling distributions | sampling.cases[2], number ",
                "/sampling/cases/1/top8/0/1             | 0.999           | sampling distributions | sampling.cases[1].top8 token, number ",
                "/chat/0/rendered                       | \"x\"           | chat texts     | chat[0] user_only: expected from 0 \"x\", found \"<",
                "/chat/0/ids/2                          | 7               | chat token ids | chat[0] user_only: expected from 0 [513, ",
                "/chat/1/error                          | \"TemplateError: no\" | chat refusals | chat[1] user_only: expected TemplateError: no, found a prompt of ",
            })
    void namesTheFirstMiss(String pointer, String value, String group, String mismatch) throws IOException {
        copyFixture();
        ObjectNode reference = reference();
        set(reference, pointer, MAPPER.readTree(value));
        write(reference);

        List<CheckGroup> missed =
                ModelCheck.run(folder).stream().filter(each -> !each.passed()).toList();

        // A changed value may be the input of another group, too.
        assertThat(missed)
                .filteredOn(each -> each.name().equals(group))
                .singleElement()
                .satisfies(
                        each -> assertThat(each.firstMismatch().orElseThrow()).startsWith(mismatch));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "prompt0.logits          | logits              | prompts[0].logits[0], number 1: expected 99.0, found ",
                "batch_left.last_logits  | left-padded logits  | batch_left_padded[0], number 1: expected 99.0, found ",
                "batch_right.last_logits | right-padded logits | batch_right_padded[0], number 1: expected 99.0, found ",
            })
    void namesTheFirstLogitThatMisses(String tensor, String group, String mismatch) throws IOException {
        copyFixture();
        setSecondElement(folder.resolve("reference.safetensors"), tensor, 99);

        List<CheckGroup> missed =
                ModelCheck.run(folder).stream().filter(each -> !each.passed()).toList();

        assertThat(missed).extracting(CheckGroup::name).containsExactly(group);
        assertThat(missed.get(0).firstMismatch().orElseThrow()).startsWith(mismatch);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/prompts                         | 3        | prompts: expected an array, found 3",
                "/prompts/1/input_ids             | null     | prompts[1].input_ids: expected a value, found nothing",
                "/prompts/1/input_ids             | []       | prompts[1].input_ids: expected at least one token, found []",
                "/prompts/1/input_ids/4           | -1       | prompts[1].input_ids[4]: expected a whole number from 0, found -1",
                "/prompts/1/input_ids/4           | 640      | prompts[1]: expected tokens below 640, found token 640",
                "/prompts/1/logits_rows           | \"some\" | prompts[1].logits_rows: expected 'all' or 'first 4 and last 4 positions', found \"some\"",
                "/prompts/1/logits_tensor         | \"none\" | none: expected a tensor, found none of that name",
                "/prompts/1/logits_tensor         | \"sampling0.probs\" | sampling0.probs: expected shape [33, vocabulary], found shape [640]",
                "/prompts/1/token_logprobs        | [null]   | prompts[1].token_logprobs: expected 33 numbers, one a token, found [null]",
                "/prompts/1/token_logprobs/2      | \"x\"    | prompts[1].token_logprobs[2]: expected a finite number, found \"x\"",
                "/prompts/1/last_top5/0           | [1]      | prompts[1].last_top5[0]: expected a token and its likelihood, found [1]",
                "/prompts/1/last_top5/0/0         | 640      | prompts[1]: expected tokens below 640, found token 640",
                "/prompts/1/greedy48/5            | 640      | prompts[1]: expected tokens below 640, found token 640",
                "/batch_left_padded/greedy24_hf_generate | [[1]] | batch_left_padded.greedy24_hf_generate: expected an array of 3, found [[1]]",
                "/batch_left_padded/input_ids     | []       | batch_left_padded.input_ids: expected at least one row, found []",
                "/batch_left_padded/attention_mask| [[1]]    | batch_left_padded.attention_mask: expected an array of 3, found [[1]]",
                "/batch_left_padded/attention_mask/0/0 | 1   | batch_left_padded.attention_mask[0]: expected 33 zeros and ones, padded on the left, found [1,0",
                "/batch_right_padded/pad_token_id | 640      | batch_right_padded: expected tokens below 640, found token 640",
                "/tokenizer/encodings/3/text      | 5        | tokenizer.encodings[3].text: expected a Unicode string, found 5",
                "/tokenizer/encodings/3/text      | \"\\ud800\" | tokenizer.encodings[3].text: expected a Unicode string, found \"",
                "/tokenizer/special               | []       | tokenizer.special: expected an object, found []",
                "/sampling/prompt                 | 3        | sampling.prompt: expected one of 3 prompts, found 3",
                "/sampling/cases/2/settings/top_k | -1       | sampling.cases[2].settings.top_k: expected a whole number from 0, found -1",
                "/sampling/cases/2/settings/top_q | 1        | sampling.cases[2].settings: expected only settings of min_p, repetition_penalty, temperature, top_k, top_p, found {",
                "/sampling/cases/3/settings/top_p | 1.5      | sampling.cases[3].settings: expected settings in their range, ",
                "/sampling/cases/3/probs_tensor   | \"prompt0.logits\" | prompt0.logits: expected shape [vocabulary], found shape [9, 640]",
                "/chat/0/messages                 | []       | chat[0].messages: expected at least one message, found []",
                "/chat/0/messages/0/role          | \"\"     | chat[0].messages[0]: expected a message with a role, found {",
                "/chat/0/add_generation_prompt    | 1        | chat[0].add_generation_prompt: expected true or false, found 1",
            })
    void saysWhereAReferenceIsMalformed(String pointer, String value, String message) throws IOException {
        copyFixture();
        ObjectNode reference = reference();
        set(reference, pointer, MAPPER.readTree(value));
        write(reference);

        assertThatThrownBy(() -> ModelCheck.run(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(": " + message);
    }

    @Test
    void aGroupThatIsAbsentHasNoLine() throws IOException {
        copyFixture();
        write(reference().retain("chat", "batch_left_padded"));

        assertThat(ModelCheck.run(folder))
                .extracting(CheckGroup::name)
                .containsExactly(
                        "chat texts",
                        "chat token ids",
                        "left-padded logits",
                        "left-padded token log-probs",
                        "left-padded greedy tokens");
    }

    @Test
    void aFolderWithNothingToCompareIsAnError() throws IOException {
        copyFixture();
        write(reference().retain("family", "seed"));
        assertThatThrownBy(() -> ModelCheck.run(folder))
                .hasMessage(folder.resolve("reference.json") + ": file: expected at least one of tokenizer, chat,"
                        + " prompts, batch_left_padded, batch_right_padded, sampling, found [family, seed]");

        Files.delete(folder.resolve("reference.json"));
        assertThatThrownBy(() -> ModelCheck.run(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(folder.resolve("reference.json")
                        + ": file: expected the values to compare with, found no such file");
    }

    @Test
    void missingTensorsAreAnError() throws IOException {
        copyFixture();
        Files.delete(folder.resolve("reference.safetensors"));
        assertThatThrownBy(() -> ModelCheck.run(folder))
                .hasMessage(folder.resolve("reference.safetensors")
                        + ": prompt0.logits: expected a tensor, found no such file");
    }

    @Test
    void aChatWithoutATemplateMisses() throws IOException {
        copyFixture();
        write(reference().retain("chat"));
        Path settings = folder.resolve("tokenizer_config.json");
        ObjectNode json = (ObjectNode) MAPPER.readTree(settings.toFile());
        json.remove("chat_template");
        Files.write(settings, MAPPER.writeValueAsBytes(json));

        assertThat(ModelCheck.run(folder))
                .singleElement()
                .satisfies(group ->
                        assertThat(group.firstMismatch().orElseThrow()).contains("no chat template in the folder"));
    }

    private void copyFixture() throws IOException {
        try (Stream<Path> files = Files.list(Fixtures.folder("qwen2-tied"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    private static void setSecondElement(Path file, String tensor, float value) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int header = Math.toIntExact(bytes.getLong(0));
        JsonNode offsets =
                MAPPER.readTree(bytes.array(), Long.BYTES, header).path(tensor).path("data_offsets");
        bytes.putFloat(Long.BYTES + header + offsets.get(0).intValue() + Float.BYTES, value);
        Files.write(file, bytes.array());
    }

    private ObjectNode reference() throws IOException {
        return (ObjectNode) MAPPER.readTree(folder.resolve("reference.json").toFile());
    }

    private void write(ObjectNode reference) throws IOException {
        Files.write(folder.resolve("reference.json"), MAPPER.writeValueAsBytes(reference));
    }

    private static void set(JsonNode root, String pointer, JsonNode value) {
        int end = pointer.lastIndexOf('/');
        String key = pointer.substring(end + 1);
        JsonNode parent = root.at(pointer.substring(0, end));
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(key), value);
        } else {
            ((ObjectNode) parent).set(key, value);
        }
    }
}
