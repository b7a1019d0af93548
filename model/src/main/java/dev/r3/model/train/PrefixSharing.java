package dev.r3.model.train;

import dev.r3.model.decoder.TrainingBatch;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** How often a group's prompt goes through the model. The gradients are the same; {@link #OFF} is the slow twin. */
public enum PrefixSharing {
    /** Once, with its completions as branches. */
    ON {
        @Override
        int place(TrainingBatch.Builder batch, RewardedGroup group, int trunk, RewardedCompletion completion) {
            int owner = trunk >= 0 ? trunk : batch.trunk(group.prompt());
            int branch = batch.branch(owner, completion.tokens());
            completion.lossPlaces().forEach(t -> batch.judgeBranch(branch, t));
            return owner;
        }

        @Override
        long tokens(List<Sample> samples) {
            Set<RewardedGroup> groups = Collections.newSetFromMap(new IdentityHashMap<>());
            samples.forEach(sample -> groups.add(sample.group()));
            int widest = longest(samples, sample -> sample.group().promptLength());
            int longest = longest(samples, sample -> sample.completion().length());
            return (long) groups.size() * widest + (long) samples.size() * longest;
        }
    },
    /** Once for each completion, as whole sequences. */
    OFF {
        @Override
        int place(TrainingBatch.Builder batch, RewardedGroup group, int trunk, RewardedCompletion completion) {
            int[] prompt = group.prompt();
            int row = batch.trunk(IntStream.concat(IntStream.of(prompt), IntStream.of(completion.tokens()))
                    .toArray());
            completion.lossPlaces().forEach(t -> batch.judgeTrunk(row, prompt.length + t));
            return trunk;
        }

        @Override
        long tokens(List<Sample> samples) {
            return (long) samples.size()
                    * longest(
                            samples,
                            sample -> sample.group().promptLength()
                                    + sample.completion().length());
        }
    };

    /**
     * Adds a completion to a batch and judges its loss tokens.
     *
     * @param trunk the trunk that the group's prompt became in this batch; negative if it isn't in it
     * @return the same for the group's next completion
     */
    abstract int place(TrainingBatch.Builder batch, RewardedGroup group, int trunk, RewardedCompletion completion);

    /** Tokens, padding included, of a batch of these samples. */
    abstract long tokens(List<Sample> samples);

    private static int longest(List<Sample> samples, ToIntFunction<Sample> length) {
        return samples.stream().mapToInt(length).max().orElse(0);
    }
}
