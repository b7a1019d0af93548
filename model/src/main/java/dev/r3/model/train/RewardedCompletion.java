package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.Draw;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Tokens that follow a group's prompt, and what they earned. */
public final class RewardedCompletion {
    private final int[] tokens; // [T]
    private final boolean[] lossMask; // [T]
    private final double[] rolloutLogProbs; // [T]
    private final OptionalDouble reward;
    private final Ending ending;

    /** How a completion ended. */
    public enum Ending {
        BY_ITSELF,
        AT_TOKEN_LIMIT
    }

    private RewardedCompletion(
            int[] tokens, boolean[] lossMask, double[] rolloutLogProbs, OptionalDouble reward, Ending ending) {
        this.tokens = tokens;
        this.lossMask = lossMask;
        this.rolloutLogProbs = rolloutLogProbs;
        this.reward = requireNonNull(reward, "reward is null");
        this.ending = requireNonNull(ending, "ending is null");
    }

    /**
     * All tokens carry loss.
     *
     * @param reward none for one that can't be judged: it is in no loss
     */
    public static RewardedCompletion of(List<Draw> draws, OptionalDouble reward, Ending ending) {
        return after(new int[0], draws, reward, ending);
    }

    /**
     * Tokens that carry loss after some that don't.
     *
     * @param context between the group's prompt and the first draw
     */
    public static RewardedCompletion after(int[] context, List<Draw> draws, OptionalDouble reward, Ending ending) {
        if (draws.isEmpty()) {
            throw new IllegalArgumentException("a completion without tokens");
        }
        int T = context.length + draws.size();
        int[] tokens = new int[T];
        boolean[] lossMask = new boolean[T];
        double[] rolloutLogProbs = new double[T];
        System.arraycopy(context, 0, tokens, 0, context.length);
        for (int i = 0; i < draws.size(); i++) {
            int t = context.length + i;
            tokens[t] = draws.get(i).token();
            lossMask[t] = true;
            rolloutLogProbs[t] = draws.get(i).temperedLogProb();
        }
        return new RewardedCompletion(tokens, lossMask, rolloutLogProbs, reward, ending);
    }

    /** T. */
    public int length() {
        return tokens.length;
    }

    public int[] tokens() {
        return tokens.clone();
    }

    public OptionalDouble reward() {
        return reward;
    }

    public Ending ending() {
        return ending;
    }

    /** Which tokens carry loss: [T]. */
    boolean[] lossMask() {
        return lossMask.clone();
    }

    /** The log-probabilities that tokens were drawn with, at the temperature; 0 where no loss is. */
    double[] rolloutLogProbs() {
        return rolloutLogProbs.clone();
    }

    /** Where the loss is. */
    IntStream lossPlaces() {
        return IntStream.range(0, lossMask.length).filter(t -> lossMask[t]);
    }

    int lossTokens() {
        return (int) lossPlaces().count();
    }
}
