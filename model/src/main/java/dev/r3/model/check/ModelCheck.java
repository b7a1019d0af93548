package dev.r3.model.check;

import dev.r3.model.check.BatchReference.Side;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.checkpoint.ModelConfig;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.Precision;
import dev.r3.model.tokenizer.ChatTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a checkpoint's folder, as our engine runs it, with the reference beside it. */
public final class ModelCheck {
    private ModelCheck() {}

    /**
     * Compares all groups that the reference has.
     *
     * @throws CheckpointException for a folder without reference, and for a reference or a checkpoint that is malformed
     * @throws dev.r3.model.tokenizer.InvalidTokenizerException for a tokenizer that is malformed
     * @throws IOException if a file can't be read
     */
    public static List<CheckGroup> run(Path folder) throws IOException {
        List<CheckGroup> groups = new ArrayList<>();
        try (Reference reference = Reference.open(folder);
                Checkpoint checkpoint = Checkpoint.open(folder)) {
            List<PromptReference> prompts = reference.prompts();
            List<BatchReference> batches = new ArrayList<>();
            for (Side side : Side.values()) {
                reference.batch(side).ifPresent(batches::add);
            }
            ReferenceBounds bounds = new ReferenceBounds(folder, checkpoint.config());
            Optional<SamplingReference> sampling = reference.sampling();
            prompts.forEach(bounds::require);
            batches.forEach(bounds::require);
            sampling.ifPresent(bounds::require);
            groups.addAll(texts(folder, reference, checkpoint.config(), prompts));
            try (Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32)) {
                groups.addAll(new LogitsCheck(decoder).compare(prompts));
                batches.forEach(batch -> groups.addAll(new BatchCheck(decoder).compare(batch)));
                sampling.ifPresent(cases -> groups.addAll(new SamplingCheck(decoder).compare(cases)));
                groups.addAll(new GreedyCheck(decoder).compare(prompts, batches));
            }
        }
        return List.copyOf(groups);
    }

    private static List<CheckGroup> texts(
            Path folder, Reference reference, ModelConfig config, List<PromptReference> prompts) throws IOException {
        List<CheckGroup> groups = new ArrayList<>();
        try (ChatTokenizer tokenizer = ChatTokenizer.open(folder)) {
            Optional<ReferenceNode> encodings = reference.tokenizer();
            if (encodings.isPresent()) {
                groups.addAll(new EncodingCheck(tokenizer.tokenizer())
                        .compare(encodings.get(), config.vocabularySize(), prompts));
            }
            groups.addAll(new ChatCheck(tokenizer).compare(reference.chats()));
        }
        return groups;
    }
}
