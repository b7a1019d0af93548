package dev.r3.infra.pretrain;

import dev.r3.workflows.contract.spec.Setting;

/** The training: AdamW, the rate a cosine with warm-up. */
public record TrainingSpec(
        @Setting("Updates of the weights.") long updates,

        @Setting(value = "Tokens of a batch, padding included; its documents have similar lengths.", byDefault = "2048")
        int batchTokens,

        @Setting(value = "Batches of an update, in random order.", byDefault = "4")
        int batchesPerUpdate,

        @Setting(value = "Tokens of a document that are read, at most.", byDefault = "320")
        int documentTokens,

        @Setting(
                value = "one-each: a row for each document, rows of like length together; first-fit: rows are filled up"
                        + " with documents.",
                byDefault = "one-each")
        String packing,

        @Setting("The highest learning rate.") double learningRate,

        @Setting(value = "Share of the updates in which the rate rises.", byDefault = "0.02")
        double warmup,

        @Setting(value = "Weight decay.", byDefault = "0.1") double weightDecay,

        @Setting(value = "AdamW's second decay.", byDefault = "0.95")
        double beta2,

        @Setting(value = "Updates between snapshots, from which a stopped run goes on.", byDefault = "100")
        long snapshotEvery,

        @Setting(value = "Updates between points of the learning curve; divides snapshot-every.", byDefault = "20")
        long curveEvery) {}
