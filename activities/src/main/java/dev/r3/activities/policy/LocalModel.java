package dev.r3.activities.policy;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.Precision;
import dev.r3.model.generate.GenerationLimits;
import dev.r3.model.lora.LoraAdapter;
import dev.r3.model.policy.LocalPolicy;
import dev.r3.model.policy.TemplateSettings;
import dev.r3.model.tokenizer.ChatTokenizer;
import dev.r3.model.tokenizer.InvalidTokenizerException;
import dev.r3.workflows.contract.spec.PolicySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A checkpoint in memory, and the policy that writes with it. */
public final class LocalModel implements AutoCloseable {
    private final Checkpoint checkpoint;
    private final ChatTokenizer chat;
    private final Decoder decoder;
    private final LocalPolicy policy;

    private LocalModel(Checkpoint checkpoint, ChatTokenizer chat, Decoder decoder, LocalPolicy policy) {
        this.checkpoint = checkpoint;
        this.chat = chat;
        this.decoder = decoder;
        this.policy = policy;
    }

    /**
     * Loads a checkpoint.
     *
     * @throws ConfigFailure if the folder is no checkpoint that can hold a conversation
     */
    public static LocalModel open(Path folder, PolicySpec spec) {
        return open(folder, spec, Optional.empty());
    }

    /**
     * Loads a checkpoint with adapters.
     *
     * @throws ConfigFailure if the folder is no checkpoint that can hold a conversation, or the adapters don't fit it
     */
    public static LocalModel open(Path folder, PolicySpec spec, Optional<LoraAdapter> adapter) {
        requireFolder(folder);
        Opened opened = new Opened();
        try {
            Checkpoint checkpoint = Checkpoint.open(folder);
            opened.add(checkpoint::close);
            ChatTokenizer chat = ChatTokenizer.open(folder);
            opened.add(chat::close);
            Decoder decoder = adapter.isPresent()
                    ? Decoder.load(checkpoint, adapter.get(), Precision.FLOAT32)
                    : Decoder.load(checkpoint, Precision.FLOAT32);
            opened.add(decoder::close);
            int context = Math.min(spec.contextTokens(), checkpoint.config().maxPositions());
            GenerationLimits limits = GenerationLimits.ofBudget(spec.cacheTokens(), context);
            LocalPolicy policy = new LocalPolicy(chat, decoder, limits, TemplateSettings.NONE);
            return new LocalModel(checkpoint, chat, decoder, policy);
        } catch (CheckpointException | InvalidTokenizerException | IllegalArgumentException | IOException e) {
            opened.close();
            throw unusable(folder, e);
        }
    }

    /**
     * Checks that a folder is a checkpoint that can hold a conversation, without reading its weights.
     *
     * @throws ConfigFailure says what is wrong
     */
    public static void check(Path folder) {
        requireFolder(folder);
        try (Checkpoint checkpoint = Checkpoint.open(folder);
                ChatTokenizer chat = ChatTokenizer.open(folder)) {
            chat.tokenizer().vocabularySize();
            checkpoint.config();
        } catch (CheckpointException | InvalidTokenizerException | IllegalArgumentException | IOException e) {
            throw unusable(folder, e);
        }
    }

    private static ConfigFailure unusable(Path folder, Exception e) {
        return new ConfigFailure("the model in %s can't be used: %s".formatted(folder, e.getMessage()), e);
    }

    /**
     * Checks that there is a folder.
     *
     * @throws ConfigFailure says how to make one
     */
    public static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ConfigFailure(
                    "%s is no folder; expected a model's checkpoint (`./r3 model pretrain SPEC --out %s` makes a small one)"
                            .formatted(folder, folder));
        }
    }

    public Checkpoint checkpoint() {
        return checkpoint;
    }

    public Decoder decoder() {
        return decoder;
    }

    public LocalPolicy policy() {
        return policy;
    }

    @Override
    public void close() {
        policy.close();
        decoder.close();
        chat.close();
        checkpoint.close();
    }
}
