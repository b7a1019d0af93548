package dev.r3.model.lora;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.checkpoint.StrictJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads PEFT's adapter_config.json. What would change the model's outputs and isn't supported is refused: any key that
 * isn't known and is set to something, so that features of later versions are, too.
 */
final class PeftConfigReader {
    /** Keys that say nothing about the outputs. Dropout acts in training alone, and there this project has none. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "auto_mapping",
            "base_model_name_or_path",
            "inference_mode",
            "lora_dropout",
            "megatron_core",
            "peft_version",
            "qalora_group_size",
            "revision",
            "runtime_config");

    private static final Set<String> READ = Set.of("lora_alpha", "r", "target_modules");

    /** Keys that may be set, but to these only. Some initialisations change the base model, which isn't in the folder. */
    private static final Map<String, Set<String>> CONSTANTS = Map.of(
            "peft_type", Set.of("\"LORA\""),
            "task_type", Set.of("\"CAUSAL_LM\""),
            "bias", Set.of("\"none\""),
            "init_lora_weights", Set.of("true", "\"gaussian\""));

    private final Path file;
    private final JsonNode root;

    private PeftConfigReader(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /**
     * @throws CheckpointException for a file that breaks the format or has what isn't supported
     */
    static LoraConfig read(Path file) {
        JsonNode root = StrictJson.read(file);
        if (!root.isObject()) {
            throw new CheckpointException(file, "file", "a JSON object", root.toString());
        }
        PeftConfigReader reader = new PeftConfigReader(file, root);
        reader.requireSupported();
        return new LoraConfig(reader.targets(), reader.rank(), reader.alpha());
    }

    private void requireSupported() {
        if (!root.hasNonNull("peft_type")) {
            throw wrong("peft_type", "\"LORA\"");
        }
        for (Map.Entry<String, JsonNode> property : root.properties()) {
            String key = property.getKey();
            boolean accepted = READ.contains(key)
                    || WITHOUT_EFFECT.contains(key)
                    || isUnset(property.getValue())
                    || CONSTANTS
                            .getOrDefault(key, Set.of())
                            .contains(property.getValue().toString());
            if (!accepted) {
                throw wrong(
                        key,
                        CONSTANTS.containsKey(key)
                                ? String.join(" or ", new TreeSet<>(CONSTANTS.getOrDefault(key, Set.of())))
                                : "nothing, for it is not supported");
            }
        }
    }

    private static boolean isUnset(JsonNode value) {
        return value.isNull()
                || (value.isContainerNode() && value.isEmpty())
                || (value.isBoolean() && !value.asBoolean());
    }

    private int rank() {
        JsonNode value = root.path("r");
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            throw wrong("r", "a whole number from 1");
        }
        return value.intValue();
    }

    private double alpha() {
        JsonNode value = root.path("lora_alpha");
        if (!value.isNumber() || !(value.doubleValue() > 0) || !Double.isFinite(value.doubleValue())) {
            throw wrong("lora_alpha", "a positive number");
        }
        return value.doubleValue();
    }

    /**
     * PEFT spells out the modules of some targets, layer by layer: the last part of each is the projection. That all
     * layers have it shows in the tensors.
     */
    private List<String> targets() {
        JsonNode value = root.path("target_modules");
        if (value.isTextual() && value.textValue().equals(LoraConfig.ALL_LINEAR)) {
            return List.of(LoraConfig.ALL_LINEAR);
        }
        Set<String> targets = new TreeSet<>();
        for (JsonNode module : value) {
            if (!value.isArray() || !module.isTextual()) {
                throw wrong("target_modules", "an array of names");
            }
            targets.add(LoraConfig.projection(module.textValue()));
        }
        if (targets.isEmpty() || targets.contains(LoraConfig.ALL_LINEAR)) {
            throw wrong("target_modules", "an array of names");
        }
        return List.copyOf(targets);
    }

    private CheckpointException wrong(String key, String expected) {
        JsonNode value = root.path(key);
        return new CheckpointException(file, key, expected, value.isMissingNode() ? "nothing" : value.toString());
    }
}
