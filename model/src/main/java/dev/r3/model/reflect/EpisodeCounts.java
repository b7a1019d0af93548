package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.optimize.VerdictCounts;
import java.util.Collection;

/**
 * How episodes went.
 *
 * @param firstAnswers one for each episode
 * @param tries one for each reflection, by its last retry
 * @param rejected how many of both are unscorable because the policy could not take a request
 */
public record EpisodeCounts(VerdictCounts firstAnswers, VerdictCounts tries, long rejected) {
    public static final EpisodeCounts NONE = new EpisodeCounts(VerdictCounts.NONE, VerdictCounts.NONE, 0);

    public EpisodeCounts {
        requireNonNull(firstAnswers, "first answers is null");
        requireNonNull(tries, "tries is null");
        if (rejected < 0 || rejected > firstAnswers.unscorable() + tries.unscorable()) {
            throw new IllegalArgumentException(rejected + " rejected of " + firstAnswers.plus(tries));
        }
    }

    public static EpisodeCounts of(Collection<Episode> episodes) {
        return episodes.stream().map(EpisodeCounts::of).reduce(NONE, EpisodeCounts::plus);
    }

    private static EpisodeCounts of(Episode episode) {
        VerdictCounts tries = episode.tries().stream()
                .map(each -> VerdictCounts.of(each.verdict()))
                .reduce(VerdictCounts.NONE, VerdictCounts::plus);
        long rejected =
                episode.tries().stream().filter(EpisodeCounts::isRejected).count();
        return new EpisodeCounts(
                VerdictCounts.of(episode.firstAnswer().verdict()),
                tries,
                rejected + (episode.firstAnswer() instanceof Attempt.Rejected ? 1 : 0));
    }

    private static boolean isRejected(ReflectedTry reflected) {
        return !(reflected instanceof ReflectedTry.Retried retried) || retried.lastRetry() instanceof Attempt.Rejected;
    }

    public EpisodeCounts plus(EpisodeCounts other) {
        return new EpisodeCounts(
                firstAnswers.plus(other.firstAnswers), tries.plus(other.tries), rejected + other.rejected);
    }

    /** First answers and tries together: what a {@link dev.r3.model.optimize.VerdictGate} is asked about. */
    public VerdictCounts verdicts() {
        return firstAnswers.plus(tries);
    }
}
