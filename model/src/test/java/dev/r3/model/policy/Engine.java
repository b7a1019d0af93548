package dev.r3.model.policy;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.Precision;
import dev.r3.model.generate.GenerationLimits;
import dev.r3.model.tokenizer.ChatTokenizer;
import java.io.IOException;
import java.nio.file.Path;

/** An open policy and what it stands on. */
public record Engine(ChatTokenizer chat, Checkpoint checkpoint, Decoder decoder, LocalPolicy policy)
        implements AutoCloseable {
    public static Engine open(String fixture) throws IOException {
        return open(Fixtures.folder(fixture), Fixtures.folder(fixture));
    }

    public static Engine open(Path texts, Path weights) throws IOException {
        ChatTokenizer chat = ChatTokenizer.open(texts);
        Checkpoint checkpoint = Checkpoint.open(weights);
        Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32);
        return new Engine(
                chat,
                checkpoint,
                decoder,
                new LocalPolicy(chat, decoder, new GenerationLimits(64, 256), TemplateSettings.NONE));
    }

    @Override
    public void close() {
        policy.close();
        decoder.close();
        checkpoint.close();
        chat.close();
    }
}
