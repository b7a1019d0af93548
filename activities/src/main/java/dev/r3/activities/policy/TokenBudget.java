package dev.r3.activities.policy;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.MemoryFailure;
import dev.r3.workflows.contract.spec.PolicySpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many tokens a model works on at a time. It bounds the memory and decides no result but by the last bits of sums:
 * other tokens beside a token may change those.
 *
 * @param cacheTokens as in {@link PolicySpec#cacheTokens}
 * @param microBatchTokens as in {@link dev.r3.workflows.contract.spec.TrainSpec#microBatchTokens}; 0 where nothing is
 *     trained
 * @param note why it is not the spec's, for people; empty if it is
 */
public record TokenBudget(long cacheTokens, long microBatchTokens, String note) {
    private static final Logger LOG = LoggerFactory.getLogger(TokenBudget.class);

    /** How torch, CUDA and the JVM say it. */
    private static final List<String> WORDS = List.of("not enough memory", "out of memory", "can't allocate memory");

    private static final int DEEPEST_CAUSE = 20;

    public TokenBudget {
        requireNonNull(note, "note is null");
    }

    /** The spec's, for work that trains nothing. */
    public static TokenBudget of(PolicySpec policy) {
        return of(policy, 0);
    }

    /** The spec's, for training. */
    public static TokenBudget of(PolicySpec policy, long microBatchTokens) {
        return new TokenBudget(policy.cacheTokens(), microBatchTokens, "");
    }

    /** The policy with this budget. */
    public PolicySpec in(PolicySpec policy) {
        return new PolicySpec(policy.checkpoint(), policy.lora(), policy.contextTokens(), cacheTokens);
    }

    /** Says in a stage's summary that it is not the spec's, if so; its explanation repeats that. */
    public ObjectNode noteIn(ObjectNode summary) {
        return note.isEmpty() ? summary : summary.put("memory", note);
    }

    /**
     * Does work, and if memory runs out once more with half of it.
     *
     * @param policy whose longest conversation has to fit
     * @param shortages how many attempts at the work ran out of memory before: after one of them this is the one with half
     * @throws MemoryFailure if memory runs out then, too, or there is nothing to halve
     */
    public <R> R spend(PolicySpec policy, int shortages, Function<TokenBudget, R> work) {
        if (shortages > 0) {
            return spendHalf(policy, null, work);
        }
        try {
            return work.apply(this);
        } catch (RuntimeException | OutOfMemoryError e) {
            if (!isShortage(e)) {
                throw e;
            }
            return spendHalf(policy, e, work);
        }
    }

    private <R> R spendHalf(PolicySpec policy, @Nullable Throwable shortage, Function<TokenBudget, R> work) {
        TokenBudget half = halved(policy);
        if (half.cacheTokens == cacheTokens && half.microBatchTokens == microBatchTokens) {
            throw new MemoryFailure(advice("memory ran out"), shortage);
        }
        LOG.warn("{}", half.note, shortage);
        try {
            return work.apply(half);
        } catch (RuntimeException | OutOfMemoryError e) {
            if (!isShortage(e)) {
                throw e;
            }
            throw new MemoryFailure(advice("memory ran out, and with half of the tokens at a time again"), e);
        }
    }

    private TokenBudget halved(PolicySpec policy) {
        long cache = Math.min(cacheTokens, Math.max(cacheTokens / 2, policy.contextTokens()));
        long batch = Math.min(microBatchTokens, Math.max(microBatchTokens / 2, 1));
        String changed = Stream.of(
                        changed("policy.cache-tokens", cache, cacheTokens),
                        changed("train.micro-batch-tokens", batch, microBatchTokens))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" and "));
        return new TokenBudget(
                cache, batch, "memory ran out: done with %s, which may change last bits".formatted(changed));
    }

    private static Optional<String> changed(String key, long now, long before) {
        return now == before ? Optional.empty() : Optional.of("%s %d in place of %d".formatted(key, now, before));
    }

    private String advice(String what) {
        String training =
                microBatchTokens == 0 ? "" : " or train.micro-batch-tokens (%d now)".formatted(microBatchTokens);
        return "%s; lower policy.cache-tokens (%d now)%s or policy.context-tokens, or use a smaller model"
                .formatted(what, cacheTokens, training);
    }

    private static boolean isShortage(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (cause instanceof OutOfMemoryError || WORDS.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }
}
