package dev.r3.model.train;

import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.Draw;
import dev.r3.model.decoder.TrainingBatch;
import dev.r3.model.train.RewardedCompletion.Ending;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Groups as a rollout of a decoder would give them, with random tokens. */
final class Rollouts {
    private final Decoder decoder;
    private final SplittableRandom random;

    Rollouts(Decoder decoder, long seed) {
        this.decoder = decoder;
        this.random = new SplittableRandom(seed);
    }

    /** Groups of different lengths; a reward of NaN is none. */
    List<RewardedGroup> groups(double[]... rewards) {
        List<RewardedGroup> groups = new ArrayList<>();
        for (double[] ofGroup : rewards) {
            int[] prompt = tokens(3 + random.nextInt(6));
            List<RewardedCompletion> completions = new ArrayList<>();
            for (double reward : ofGroup) {
                completions.add(completion(prompt, reward));
            }
            groups.add(new RewardedGroup(prompt, completions));
        }
        return groups;
    }

    private RewardedCompletion completion(int[] prompt, double reward) {
        int[] context = tokens(random.nextInt(3));
        int[] drawn = tokens(1 + random.nextInt(5));
        TrainingBatch.Builder batch = TrainingBatch.builder();
        int trunk = batch.trunk(concat(prompt, context));
        int branch = batch.branch(trunk, drawn);
        for (int i = 0; i < drawn.length; i++) {
            batch.judgeBranch(branch, i);
        }
        double[] logProbs = decoder.scores(batch.build(), 1).logProbs();
        List<Draw> draws = new ArrayList<>();
        for (int i = 0; i < drawn.length; i++) {
            draws.add(new Draw(drawn[i], (float) logProbs[i], (float) logProbs[i]));
        }
        OptionalDouble earned = Double.isNaN(reward) ? OptionalDouble.empty() : OptionalDouble.of(reward);
        return RewardedCompletion.after(context, draws, earned, Ending.BY_ITSELF);
    }

    private int[] tokens(int count) {
        return random.ints(count, 0, decoder.config().vocabularySize()).toArray();
    }

    private static int[] concat(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
