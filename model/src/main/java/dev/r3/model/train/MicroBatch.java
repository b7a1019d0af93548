package dev.r3.model.train;

import dev.r3.model.decoder.TrainingBatch;
import dev.r3.model.grpo.MicroBatchSize;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Samples that go through the model at once. */
final class MicroBatch {
    private final List<Sample> samples;

    private MicroBatch(List<Sample> samples) {
        this.samples = List.copyOf(samples);
    }

    /** Cuts samples, in their order, into micro-batches of at most so many tokens. */
    static List<MicroBatch> cut(List<Sample> samples, long tokens, PrefixSharing sharing) {
        List<MicroBatch> batches = new ArrayList<>();
        List<Sample> open = new ArrayList<>();
        for (Sample sample : samples) {
            open.add(sample);
            if (open.size() > 1 && width(open, sharing) > tokens) {
                open.remove(open.size() - 1);
                batches.add(new MicroBatch(open));
                open.clear();
                open.add(sample);
            }
        }
        if (!open.isEmpty()) {
            batches.add(new MicroBatch(open));
        }
        return batches;
    }

    private static long width(List<Sample> samples, PrefixSharing sharing) {
        return sharing.tokens(samples.stream().filter(Sample::signal).toList());
    }

    /** All that counts in the loss. */
    MicroBatchSize size() {
        return MicroBatchSize.of(
                samples.stream().map(sample -> sample.completion().lossTokens()).toList());
    }

    /** Those with a signal, in the order of {@link #batch}. */
    List<Sample> computed() {
        return samples.stream().filter(Sample::signal).toList();
    }

    /** What goes through the model; nothing if no sample has a signal. */
    Optional<TrainingBatch> batch(PrefixSharing sharing) {
        TrainingBatch.Builder batch = TrainingBatch.builder();
        IdentityHashMap<RewardedGroup, Integer> trunks = new IdentityHashMap<>();
        boolean empty = true;
        for (Sample sample : samples) {
            if (sample.signal()) {
                int trunk = trunks.getOrDefault(sample.group(), -1);
                trunks.put(sample.group(), sharing.place(batch, sample.group(), trunk, sample.completion()));
                empty = false;
            }
        }
        return empty ? Optional.empty() : Optional.of(batch.build());
    }
}
