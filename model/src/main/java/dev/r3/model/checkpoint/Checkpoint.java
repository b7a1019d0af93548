package dev.r3.model.checkpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** An open checkpoint folder: its config and its weights, in one safetensors file or in the shards of an index. */
public final class Checkpoint implements AutoCloseable {
    static final String CONFIG = "config.json";
    static final String SINGLE = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    private final Path folder;
    private final ModelConfig config;
    private final List<SafetensorsFile> files;
    private final Map<String, SafetensorsFile> owners;

    private Checkpoint(
            Path folder, ModelConfig config, List<SafetensorsFile> files, Map<String, SafetensorsFile> owners) {
        this.folder = folder;
        this.config = config;
        this.files = List.copyOf(files);
        this.owners = Map.copyOf(owners);
    }

    /**
     * Opens a folder and checks every header in it.
     *
     * @throws CheckpointException if something is missing or breaks its format
     */
    public static Checkpoint open(Path folder) {
        ModelConfig config = ModelConfigReader.read(folder.resolve(CONFIG));
        List<SafetensorsFile> files = new ArrayList<>();
        boolean opened = false;
        try {
            Map<String, SafetensorsFile> owners = openFiles(folder, files);
            opened = true;
            return new Checkpoint(folder, config, files, owners);
        } finally {
            if (!opened) {
                files.forEach(SafetensorsFile::close);
            }
        }
    }

    public Path folder() {
        return folder;
    }

    public ModelConfig config() {
        return config;
    }

    public CheckpointSummary summary() {
        return CheckpointSummary.of(files);
    }

    List<SafetensorsFile> files() {
        return files;
    }

    public Set<String> names() {
        return owners.keySet();
    }

    /**
     * A tensor of the shape the decoder needs.
     *
     * @throws CheckpointException if it is missing or has another shape
     */
    public FloatTensor tensor(String name, List<Long> shape) {
        SafetensorsFile owner = owners.get(name);
        if (owner == null) {
            throw new CheckpointException(folder, name, "a tensor of shape " + shape, "none of that name");
        }
        FloatTensor tensor = owner.tensor(name);
        if (!tensor.shape().equals(shape)) {
            throw new CheckpointException(owner.file(), name, "shape " + shape, "shape " + tensor.shape());
        }
        return tensor;
    }

    @Override
    public void close() {
        files.forEach(SafetensorsFile::close);
    }

    /** The single file counts where there are both, as in transformers. */
    private static Map<String, SafetensorsFile> openFiles(Path folder, List<SafetensorsFile> files) {
        if (Files.exists(folder.resolve(SINGLE))) {
            return openSingle(folder.resolve(SINGLE), files);
        }
        if (Files.exists(folder.resolve(INDEX))) {
            return openShards(folder.resolve(INDEX), files);
        }
        throw new CheckpointException(folder, "weights", SINGLE + " or " + INDEX, "neither");
    }

    private static Map<String, SafetensorsFile> openSingle(Path file, List<SafetensorsFile> files) {
        files.add(SafetensorsFile.open(file));
        return owners(files);
    }

    private static Map<String, SafetensorsFile> openShards(Path index, List<SafetensorsFile> files) {
        Map<String, String> shardOfTensor = shardOfTensor(index);
        Map<String, SafetensorsFile> shards = new LinkedHashMap<>();
        for (String shard : new TreeSet<>(shardOfTensor.values())) {
            SafetensorsFile opened = SafetensorsFile.open(index.resolveSibling(shard));
            files.add(opened);
            shards.put(shard, opened);
        }
        Map<String, SafetensorsFile> owners = owners(files);
        shardOfTensor.forEach((name, shard) -> {
            SafetensorsFile named = requireNonNull(shards.get(shard));
            if (!named.contains(name)) {
                throw new CheckpointException(named.file(), name, "the tensor the index names", "none of that name");
            }
        });
        return owners;
    }

    /** Also tensors that the index doesn't name: transformers loads them, too. */
    private static Map<String, SafetensorsFile> owners(List<SafetensorsFile> shards) {
        Map<String, SafetensorsFile> owners = new LinkedHashMap<>();
        for (SafetensorsFile shard : shards) {
            for (String name : shard.names()) {
                SafetensorsFile other = owners.putIfAbsent(name, shard);
                if (other != null) {
                    throw new CheckpointException(
                            shard.file(),
                            name,
                            "a tensor of one shard",
                            "the same in " + other.file().getFileName());
                }
            }
        }
        return owners;
    }

    private static Map<String, String> shardOfTensor(Path index) {
        Map<String, String> shards = new LinkedHashMap<>();
        ConfigObject map = ConfigObject.of(index, StrictJson.read(index)).object("weight_map");
        for (Map.Entry<String, JsonNode> property : map.node().properties()) {
            String shard = map.text(property.getKey(), "");
            // The index is untrusted: a shard is a file beside it, nothing else.
            if (!isFileName(shard)) {
                throw map.wrong(property.getKey(), "the name of a file in the folder");
            }
            shards.put(property.getKey(), shard);
        }
        return shards;
    }

    private static boolean isFileName(String name) {
        return name.endsWith(".safetensors")
                && !name.startsWith(".")
                && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
    }
}
