package dev.r3.infra.pretrain;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.spec.Setting;

/** A model to make from nothing, as its YAML file says it. */
public record PretrainSpec(
        @Setting("Name of the model; its folder, unless --out says another.")
        String name,

        @Setting("Seed of corpus, untrained weights and order of documents.")
        long seed,

        @Setting(value = "Documents to learn from.", byDefault = "{}")
        CorpusSpec corpus,

        @Setting(value = "Byte-level BPE, learnt from the corpus.", byDefault = "{}")
        TokenizerSpec tokenizer,

        @Setting("Sizes of the model, which is of the qwen2 family.")
        ModelSpec model,

        @Setting("How it is trained.") TrainingSpec training) {
    public PretrainSpec {
        requireNonNull(corpus, "corpus is null");
        requireNonNull(tokenizer, "tokenizer is null");
        requireNonNull(model, "model is null");
        requireNonNull(training, "training is null");
        boolean plain = !name.isEmpty()
                && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
        if (!plain) {
            throw new IllegalArgumentException("name is '%s'; expected a-z, 0-9 and -".formatted(name));
        }
    }
}
