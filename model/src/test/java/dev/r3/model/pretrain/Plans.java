package dev.r3.model.pretrain;

import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.CosineRate;
import dev.r3.model.optimize.WarmupSteps;
import dev.r3.model.supervised.Packing;
import dev.r3.model.tokenizer.training.TokenizerPlan;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small plans. */
final class Plans {
    static final CorpusMix MIX = new CorpusMix(0.4, 0.04, 0.04, 0.04, 0.35, 0.5, 0.3, 0.15, "It was wrong.");
    static final Map<String, String> TASKS = Map.of("numbers", "4", "largest", "12");
    static final TokenizerPlan TOKENIZER =
            new TokenizerPlan(640, 199, List.of("<think>", "</think>", "<answer>", "</answer>"));

    private Plans() {}

    static CorpusPlan corpus(long seed, int documents) {
        return new CorpusPlan(seed, documents, TASKS, MIX);
    }

    static CorpusFile file(long seed, int documents, Set<String> heldOut) {
        return new CorpusFile(corpus(seed, documents), heldOut);
    }

    /** A run of seconds. */
    static PretrainPlan tiny(String digest) {
        return new PretrainPlan(
                digest,
                corpus(3, 60),
                TOKENIZER,
                60,
                new ModelShape(16, 1, 2, 1, 24, 512, 10_000),
                5,
                new TrainingPlan(
                        AdamWConfig.defaults(new CosineRate(1e-2, new WarmupSteps(2))),
                        400,
                        800,
                        2,
                        Packing.ONE_EACH,
                        9,
                        4,
                        2,
                        5));
    }
}
