package dev.r3.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes a checkpoint folder that transformers and vLLM load as it is. */
public final class CheckpointWriter {
    /** What is copied from the folder the model came from, where it has it. */
    private static final List<String> COMPANIONS = List.of(
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "tokenizer.model",
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "merges.txt",
            "chat_template.jinja");

    private static final String TEMPLATES = "additional_chat_templates";

    private final ElementType type;
    private final long shardBytes;

    /**
     * @param type what the weights are stored as: F32, F16 or BF16
     * @param shardBytes a file's tensors are at most so many bytes, unless a single tensor is larger
     */
    public CheckpointWriter(ElementType type, long shardBytes) {
        if (!type.isWeight()) {
            throw new IllegalArgumentException("weights are F32, F16 or BF16, not " + type);
        }
        if (shardBytes < 1) {
            throw new IllegalArgumentException("shard bytes is not positive: " + shardBytes);
        }
        this.type = type;
        this.shardBytes = shardBytes;
    }

    /**
     * Writes config, tokenizer and weights into a folder that holds no checkpoint yet.
     *
     * @param origin the checkpoint whose config and tokenizer files the model has
     * @param tensors the weights under their published names
     * @throws FileAlreadyExistsException if the folder holds a file of a checkpoint; nothing is changed then
     * @throws CheckpointException for a weight that isn't finite, or no longer is in the type it is stored as
     */
    public void write(Checkpoint origin, Map<String, FloatTensor> tensors, Path folder) throws IOException {
        Files.createDirectories(folder);
        requireNoCheckpoint(folder);
        writeConfig(origin, folder);
        for (String companion : COMPANIONS) {
            Path source = origin.folder().resolve(companion);
            if (Files.exists(source)) {
                Files.copy(source, folder.resolve(companion));
            }
        }
        copyFurtherTemplates(origin.folder(), folder);
        List<Map<String, FloatTensor>> shards = shards(tensors);
        if (shards.size() == 1) {
            SafetensorsWriter.write(folder.resolve(Checkpoint.SINGLE), shards.get(0), type);
        } else {
            writeShards(shards, folder);
        }
    }

    private static void requireNoCheckpoint(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{json,safetensors,jinja,model}")) {
            for (Path file : files) {
                throw new FileAlreadyExistsException(file.toString(), null, "the folder holds a checkpoint");
            }
        }
    }

    private static void copyFurtherTemplates(Path origin, Path folder) throws IOException {
        if (!Files.isDirectory(origin.resolve(TEMPLATES))) {
            return;
        }
        Files.createDirectories(folder.resolve(TEMPLATES));
        try (DirectoryStream<Path> templates = Files.newDirectoryStream(origin.resolve(TEMPLATES), "*.jinja")) {
            for (Path template : templates) {
                Files.copy(template, folder.resolve(TEMPLATES).resolve(template.getFileName()));
            }
        }
    }

    private void writeConfig(Checkpoint origin, Path folder) throws IOException {
        ObjectNode config = (ObjectNode) StrictJson.read(origin.folder().resolve(Checkpoint.CONFIG));
        config.put(
                config.has("dtype") ? "dtype" : "torch_dtype",
                switch (type) {
                    case F32 -> "float32";
                    case F16 -> "float16";
                    case BF16 -> "bfloat16";
                    default -> throw new IllegalStateException("not a weight: " + type);
                });
        writeJson(folder.resolve(Checkpoint.CONFIG), config);
    }

    private List<Map<String, FloatTensor>> shards(Map<String, FloatTensor> tensors) {
        List<Map<String, FloatTensor>> shards = new ArrayList<>();
        Map<String, FloatTensor> shard = new LinkedHashMap<>();
        long bytes = 0;
        for (Map.Entry<String, FloatTensor> tensor : tensors.entrySet()) {
            long more = bytes(tensor.getValue());
            if (!shard.isEmpty() && bytes + more > shardBytes) {
                shards.add(shard);
                shard = new LinkedHashMap<>();
                bytes = 0;
            }
            shard.put(tensor.getKey(), tensor.getValue());
            bytes += more;
        }
        shards.add(shard);
        return shards;
    }

    private void writeShards(List<Map<String, FloatTensor>> shards, Path folder) throws IOException {
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = index.putObject("metadata");
        Map<String, String> shardOfTensor = new TreeMap<>();
        long total = 0;
        for (int i = 0; i < shards.size(); i++) {
            String name = String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", i + 1, shards.size());
            SafetensorsWriter.write(folder.resolve(name), shards.get(i), type);
            for (Map.Entry<String, FloatTensor> tensor : shards.get(i).entrySet()) {
                shardOfTensor.put(tensor.getKey(), name);
                total += bytes(tensor.getValue());
            }
        }
        metadata.put("total_size", total);
        ObjectNode weightMap = index.putObject("weight_map");
        shardOfTensor.forEach(weightMap::put);
        writeJson(folder.resolve(Checkpoint.INDEX), index);
    }

    private long bytes(FloatTensor tensor) {
        return tensor.elements() * type.bytes();
    }

    private static void writeJson(Path file, JsonNode json) throws IOException {
        Files.write(file, StrictJson.writeIndented(json));
    }
}
