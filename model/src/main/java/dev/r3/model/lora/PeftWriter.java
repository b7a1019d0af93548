package dev.r3.model.lora;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.checkpoint.ElementType;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.checkpoint.SafetensorsWriter;
import dev.r3.model.checkpoint.StrictJson;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes an adapter's folder that PEFT and vLLM load as it is.
 *
 * @param baseModel name or path of the checkpoint that the adapter belongs to
 * @param type what the weights are stored as: F32, F16 or BF16
 */
public record PeftWriter(String baseModel, ElementType type) {
    private static final List<String> ABSENT = List.of(
            "alora_invocation_tokens",
            "arrow_config",
            "auto_mapping",
            "corda_config",
            "eva_config",
            "exclude_modules",
            "layer_replication",
            "layers_pattern",
            "layers_to_transform",
            "megatron_config",
            "modules_to_save",
            "revision",
            "target_parameters",
            "trainable_token_indices");

    private static final List<String> OFF =
            List.of("fan_in_fan_out", "lora_bias", "use_dora", "use_qalora", "use_rslora");

    public PeftWriter {
        requireNonNull(baseModel, "base model is null");
        if (!type.isWeight()) {
            throw new IllegalArgumentException("weights are F32, F16 or BF16, not " + type);
        }
    }

    /**
     * Writes a folder that holds no adapter yet.
     *
     * @param config with its targets spelled out
     * @param tensors by PEFT's names
     * @throws FileAlreadyExistsException if the folder holds an adapter; nothing is changed then
     * @throws dev.r3.model.checkpoint.CheckpointException for a weight that isn't finite, or no longer is in the type
     */
    public void write(LoraConfig config, Map<String, FloatTensor> tensors, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String file : List.of(PeftAdapter.CONFIG, PeftAdapter.WEIGHTS)) {
            if (Files.exists(folder.resolve(file))) {
                throw new FileAlreadyExistsException(
                        folder.resolve(file).toString(), null, "the folder holds an adapter");
            }
        }
        SafetensorsWriter.write(folder.resolve(PeftAdapter.WEIGHTS), tensors, type);
        Files.write(folder.resolve(PeftAdapter.CONFIG), StrictJson.writeIndented(json(config)));
    }

    /** What PEFT 0.21 writes, without the keys of which older versions know nothing. */
    private ObjectNode json(LoraConfig config) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ABSENT.forEach(json::putNull);
        OFF.forEach(key -> json.put(key, false));
        List.of("alpha_pattern", "loftq_config", "rank_pattern").forEach(json::putObject);
        json.put("base_model_name_or_path", baseModel)
                .put("bias", "none")
                .put("inference_mode", true)
                .put("init_lora_weights", true)
                .put("lora_dropout", 0.0)
                .put("megatron_core", "megatron.core")
                .put("peft_type", "LORA")
                .put("r", config.rank())
                .put("task_type", "CAUSAL_LM");
        // A whole number where it is one: PEFT's type for it.
        if (config.alpha() == Math.rint(config.alpha()) && config.alpha() < Integer.MAX_VALUE) {
            json.put("lora_alpha", (long) config.alpha());
        } else {
            json.put("lora_alpha", config.alpha());
        }
        ArrayNode targets = json.putArray("target_modules");
        config.targets().forEach(targets::add);
        return json;
    }
}
