package dev.r3.infra.pretrain;

import dev.r3.workflows.contract.spec.Setting;

/** The tokenizer. */
public record TokenizerSpec(
        @Setting(value = "Tokens of its vocabulary, at most.", byDefault = "1024")
        int vocabulary,

        @Setting(value = "Every number from 0 to this one is a single token; at most 999.", byDefault = "199")
        int largestNumber,

        @Setting(value = "From how many documents it is learnt.", byDefault = "2000")
        int documents) {}
