package dev.r3.model.pretrain;

import dev.r3.model.checkpoint.ElementType;
import dev.r3.model.checkpoint.SafetensorsWriter;
import dev.r3.model.checkpoint.StrictJson;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.Precision;
import dev.r3.model.decoder.RandomWeights;
import dev.r3.model.tokenizer.training.TokenizerFiles;
import dev.r3.model.tokenizer.training.TrainedVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes an untrained model with its tokenizer as a checkpoint's folder. */
final class FreshModel {
    private final ModelShape shape;
    private final TrainedVocabulary vocabulary;
    private final long seed;

    /**
     * @param seed of the weights
     */
    FreshModel(ModelShape shape, TrainedVocabulary vocabulary, long seed) {
        this.shape = shape;
        this.vocabulary = vocabulary;
        this.seed = seed;
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        TokenizerFiles tokenizer = new TokenizerFiles(vocabulary);
        tokenizer.write(folder, shape.maxPositions());
        int size = vocabulary.size();
        Files.write(
                folder.resolve("config.json"),
                StrictJson.writeIndented(shape.json(size, tokenizer.endOfTurn(), tokenizer.endOfText())));
        RandomWeights weights = new RandomWeights(seed, shape.deviation());
        try (Decoder decoder = Decoder.load(shape.config(size), weights, Precision.FLOAT32)) {
            SafetensorsWriter.write(folder.resolve("model.safetensors"), decoder.tensors(), ElementType.F32);
        }
    }
}
