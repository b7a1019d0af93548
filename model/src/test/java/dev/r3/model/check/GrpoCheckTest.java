package dev.r3.model.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.decoder.LayerMemory;
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

/** All cases of the fixture in each way of computing them; changed references miss, malformed ones are refused. */
class GrpoCheckTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Reflections, off policy, beta 0.001, with tensors of its own. */
    private static final int FULL_CASE = 5;

    @TempDir
    Path parent;

    @ParameterizedTest
    @CsvSource({"SHARED_PROMPTS, KEPT", "WHOLE_SEQUENCES, KEPT", "SHARED_PROMPTS, RECOMPUTED"})
    void allCasesPass(GrpoLayout layout, LayerMemory memory) throws IOException {
        List<CheckGroup> groups = GrpoCheck.run(Fixtures.folder("grpo"), layout, memory);

        assertThat(groups).allSatisfy(group -> {
            assertThat(group.passed()).as("%s", group).isTrue();
            assertThat(group.compared()).isPositive();
        });
        assertThat(compared(groups, "cases")).isEqualTo(64);
        assertThat(compared(groups, "loss, step 3")).isEqualTo(64);
        assertThat(compared(groups, "gradient norms by tensor, step 1")).isEqualTo(64 * 38);
        assertThat(compared(groups, "weight change norms by tensor, step 3")).isEqualTo(64 * 38);
        assertThat(compared(groups, "gradients, step 1")).isEqualTo(3 * 38);
        assertThat(compared(groups, "weight changes by TRL's gradients")).isEqualTo(3 * 38);
        assertThat(compared(groups, "gradient norm of TRL's weights")).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0} times {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/steps/0/loss                                | 1.01   | loss, step 1",
                "/steps/1/loss                                | 1.3    | loss, step 2",
                "/steps/2/loss                                | 0.3    | loss, step 3",
                "/steps/0/grad_norm_before_clip               | 1.0002 | gradient norm, step 1",
                "/steps/1/grad_norm_before_clip               | 1.002  | gradient norm, step 2",
                "/steps/0/grad_norm_by_tensor/model.norm.weight | 0.9998 | gradient norms by tensor, step 1",
                "/steps/0/param_delta_norm_by_tensor/model.norm.weight | 1.002 | weight change norms by tensor, step 1",
                "/steps/2/param_delta_norm_by_tensor/model.layers.1.mlp.up_proj.weight | 0.998 | weight change norms by tensor, step 3",
                "/steps/0/trl_metrics/kl                      | 1.01   | kl, step 1",
                "/steps/0/trl_metrics/entropy                 | 1.0001 | entropy, step 1",
                "/steps/0/trl_metrics/clip_ratio~1low_mean    | 1.01   | clip_ratio/low_mean, step 1",
                "/epsilon_high                                | 2      | gradient norm, step 1",
                "/beta                                        | 2      | gradient norm, step 1",
            })
    void namesTheGroupThatMisses(String pointer, double factor, String group) throws IOException {
        Path folder = copyFixture();
        ObjectNode reference = oneCase(folder);
        String inCase = "/cases/0" + pointer;
        set(
                reference,
                inCase,
                MAPPER.getNodeFactory().numberNode(reference.at(inCase).doubleValue() * factor));
        write(folder, reference);

        List<CheckGroup> missed = missed(GrpoCheck.run(folder));

        assertThat(missed).extracting(CheckGroup::name).contains(group, "cases");
        assertThat(missed)
                .allSatisfy(
                        each -> assertThat(each.firstMismatch().orElseThrow()).contains("cases[0]"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/cases/0/mask                   | \"completion\"   | gradient norm, step 1",
                "/cases/0/policy                 | \"off_x20\"      | gradient norm, step 1",
                "/cases/0/policy                 | \"on\"           | gradient norm, step 1",
                "/cases/0/loss_type              | \"dapo\"         | gradient norm, step 1",
                "/cases/0/use_bias_correction_kl | false            | kl, step 1",
                "/cases/0/weight_decay_on        | \"all parameters\" | weight changes by TRL's gradients",
                "/optimizer/lr                   | 0.002            | weight change norms by tensor, step 1",
                "/optimizer/max_grad_norm        | 1e-9             | weight change norms by tensor, step 1",
                "/optimizer/weight_decay         | 0.1              | weight changes by TRL's gradients",
                "/optimizer/betas/0              | 0.5              | weight change norms by tensor, step 3",
                "/optimizer/no_decay_names/0     | \"lm_head\"      | tensors without decay",
                "/group_size                     | 6                | advantages",
                "/temperature                    | 0.9              | token log-probs",
            })
    void anotherTrainingMisses(String pointer, String value, String group) throws IOException {
        Path folder = copyFixture();
        ObjectNode reference = oneCase(folder);
        set(reference, pointer, MAPPER.readTree(value));
        write(folder, reference);

        assertThat(missed(GrpoCheck.run(folder))).extracting(CheckGroup::name).contains(group);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "old_per_token_logps    | loss, step 1",
                "ref_per_token_logps    | kl, step 1",
                "policy_entropy         | token entropies",
                "advantages             | advantages",
                "case5.grad.model.norm.weight | gradients, step 1",
                "case5.params_after_1.model.norm.weight | weight changes by TRL's gradients",
                "case5.params_after_3.model.norm.weight | weight changes, step 3",
            })
    void aChangedTensorMisses(String tensor, String group) throws IOException {
        Path folder = copyFixture();
        write(folder, oneCase(folder));
        changeThirdElement(folder.resolve("grpo_reference.safetensors"), tensor);

        assertThat(missed(GrpoCheck.run(folder))).extracting(CheckGroup::name).contains(group);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/checkpoint               | \"../none\" | checkpoint: expected a checkpoint's folder at ",
                "/checkpoint               | 5           | checkpoint: expected a Unicode string, found 5",
                "/group_size               | 5           | group_size: expected the size of each group of 12 rows, found 5",
                "/max_completion_length    | 0           | max_completion_length: expected a whole number from 1, found 0",
                "/temperature              | 0           | temperature: expected a number above 0, found 0",
                "/cases                    | []          | cases: expected at least one case, found []",
                "/cases/0/loss_type        | \"ppo\"     | cases[0].loss_type: expected a value that makes sense (loss type must be one of ",
                "/cases/0/beta             | -1          | cases[0].beta: expected a value that makes sense (beta must be a number above 0, not -1.0), found -1",
                "/cases/0/epsilon_low      | 2           | cases[0]: expected a value that makes sense (clip low must be in [0, 1], not 2.0)",
                "/cases/0/mask             | \"all\"     | cases[0].mask: expected 'completion' or 'reflection', found \"all\"",
                "/cases/0/policy           | \"offline\" | cases[0].policy: expected on or off with suffixes, found \"offline\"",
                "/cases/0/policy           | \"off_x3\"  | cases[0].policy: expected on or off with suffixes of _adv_batch, ",
                "/cases/0/weight_decay_on  | \"none\"    | cases[0].weight_decay_on: expected 'all parameters' or 'HF Trainer",
                "/cases/0/steps            | []          | cases[0].steps: expected at least one step, found []",
                "/cases/0/steps/1/loss     | \"x\"       | cases[0].steps[1].loss: expected a finite number, found \"x\"",
                "/cases/0/steps/0/grad_norm_by_tensor | {} | cases[0].steps[0].grad_norm_by_tensor: expected a norm of each of [",
                "/optimizer/name           | \"SGD\"     | optimizer.name: expected AdamW, found \"SGD\"",
                "/optimizer/schedule       | \"cosine\"  | optimizer.schedule: expected constant, found \"cosine\"",
                "/optimizer/betas          | [0.9]       | optimizer.betas: expected two numbers, found [0.9]",
                "/optimizer/eps            | -1          | optimizer: expected a value that makes sense (epsilon must be a number above 0, not -1.0)",
            })
    void saysWhereAReferenceIsMalformed(String pointer, String value, String message) throws IOException {
        Path folder = copyFixture();
        ObjectNode reference = oneCase(folder);
        set(reference, pointer, MAPPER.readTree(value));
        write(folder, reference);

        assertThatThrownBy(() -> GrpoCheck.run(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("grpo_reference.json: " + message);
    }

    @ParameterizedTest(name = "{0}[0] = {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "completion_ids  | 640 | row 0: expected tokens below 640, found token 640",
                "completion_ids  | -1  | completion_ids[0]: expected a token, found -1",
                "completion_mask | 0   | completion_ids[0]: expected tokens, padded on the right, found a mask of [0, 1, ",
                "reflection_mask | 2   | reflection_mask[0]: expected zeros and ones, found 2",
            })
    void saysWhichRowIsMalformed(String tensor, long value, String message) throws IOException {
        Path folder = copyFixture();
        Path file = folder.resolve("grpo_reference.safetensors");
        byte[] content = Files.readAllBytes(file);
        littleEndian(content).putLong(dataPosition(content, tensor), value);
        Files.write(file, content);

        assertThatThrownBy(() -> GrpoCheck.run(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(message);
    }

    @Test
    void missingFilesAreAnError() throws IOException {
        Path folder = copyFixture();
        Files.delete(folder.resolve("grpo_reference.safetensors"));
        assertThatThrownBy(() -> GrpoCheck.run(folder))
                .hasMessage(folder.resolve("grpo_reference.safetensors")
                        + ": file: expected the tensors to compare with, found no such file");
        Files.delete(folder.resolve("grpo_reference.json"));
        assertThatThrownBy(() -> GrpoCheck.run(folder))
                .hasMessage(folder.resolve("grpo_reference.json")
                        + ": file: expected the values to compare with, found no such file");
    }

    private static List<CheckGroup> missed(List<CheckGroup> groups) {
        return groups.stream().filter(group -> !group.passed()).toList();
    }

    private static long compared(List<CheckGroup> groups, String name) {
        return groups.stream()
                .filter(group -> group.name().equals(name))
                .mapToLong(CheckGroup::compared)
                .sum();
    }

    /** The fixture beside its checkpoint, as the file names it. */
    private Path copyFixture() throws IOException {
        copy("qwen2-tied");
        return copy("grpo");
    }

    private Path copy(String fixture) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(fixture));
        try (Stream<Path> files = Files.list(Fixtures.folder(fixture))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return folder;
    }

    /** The reference with a single case. */
    private static ObjectNode oneCase(Path folder) throws IOException {
        ObjectNode reference = (ObjectNode)
                MAPPER.readTree(folder.resolve("grpo_reference.json").toFile());
        JsonNode kept = reference.at("/cases/" + FULL_CASE);
        reference.putArray("cases").add(kept);
        return reference;
    }

    private static void write(Path folder, ObjectNode reference) throws IOException {
        Files.write(folder.resolve("grpo_reference.json"), MAPPER.writeValueAsBytes(reference));
    }

    private static void changeThirdElement(Path file, String tensor) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int position = dataPosition(content, tensor) + 2 * Float.BYTES;
        ByteBuffer bytes = littleEndian(content);
        bytes.putFloat(position, bytes.getFloat(position) + 0.1f);
        Files.write(file, content);
    }

    private static ByteBuffer littleEndian(byte[] content) {
        return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int dataPosition(byte[] file, String tensor) throws IOException {
        int header = Math.toIntExact(littleEndian(file).getLong(0));
        JsonNode offsets =
                MAPPER.readTree(file, Long.BYTES, header).path(tensor).path("data_offsets");
        return Long.BYTES + header + offsets.get(0).intValue();
    }

    private static void set(JsonNode root, String pointer, JsonNode value) {
        int end = pointer.lastIndexOf('/');
        String key = pointer.substring(end + 1).replace("~1", "/");
        JsonNode parent = root.at(pointer.substring(0, end));
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(key), value);
        } else {
            ((ObjectNode) parent).set(key, value);
        }
    }
}
