package dev.r3.model.check;

import dev.r3.model.check.BatchReference.Side;
import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.checkpoint.SafetensorsFile;
import dev.r3.model.checkpoint.StrictJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What transformers computed for a checkpoint: reference.json beside it, and the tensors that it names in
 * reference.safetensors, which are read when they are needed. make_fixtures.py in the test resources writes both.
 */
public final class Reference implements AutoCloseable {
    private static final String VALUES = "reference.json";
    private static final String TENSORS = "reference.safetensors";
    private static final List<String> GROUPS =
            List.of("tokenizer", "chat", "prompts", "batch_left_padded", "batch_right_padded", "sampling");

    private final ReferenceNode root;
    private final ReferenceTensors tensors;

    private Reference(ReferenceNode root, ReferenceTensors tensors) {
        this.root = root;
        this.tensors = tensors;
    }

    /**
     * Opens a folder's reference.
     *
     * @throws CheckpointException if there is none, or nothing in it to compare with
     */
    public static Reference open(Path folder) {
        Path file = folder.resolve(VALUES);
        if (!Files.exists(file)) {
            throw new CheckpointException(file, "file", "the values to compare with", "no such file");
        }
        ReferenceNode root = new ReferenceNode(file, "", StrictJson.read(file));
        if (GROUPS.stream().noneMatch(group -> root.find(group).isPresent())) {
            throw new CheckpointException(
                    file, "file", "at least one of " + String.join(", ", GROUPS), String.valueOf(root.names()));
        }
        Path values = folder.resolve(TENSORS);
        Optional<SafetensorsFile> opened =
                Files.exists(values) ? Optional.of(SafetensorsFile.open(values)) : Optional.empty();
        return new Reference(root, new ReferenceTensors(values, opened));
    }

    /** The prompts; none if the file has no such group. */
    public List<PromptReference> prompts() {
        return elements("prompts").stream()
                .map(prompt -> PromptReference.read(prompt, tensors))
                .toList();
    }

    /** The batch padded on a side, if the file has it. */
    public Optional<BatchReference> batch(Side side) {
        return root.find("batch_" + side + "_padded").map(batch -> BatchReference.read(batch, side, tensors));
    }

    /** The distributions that sampling settings give, if the file has them. */
    Optional<SamplingReference> sampling() {
        return root.find("sampling").map(sampling -> SamplingReference.read(sampling, prompts(), tensors));
    }

    Optional<ReferenceNode> tokenizer() {
        return root.find("tokenizer");
    }

    /** The conversations; none if the file has no such group. */
    List<ReferenceNode> chats() {
        return elements("chat");
    }

    private List<ReferenceNode> elements(String group) {
        return root.find(group).map(ReferenceNode::elements).orElse(List.of());
    }

    @Override
    public void close() {
        tensors.close();
    }
}
