package dev.r3.model.policy;

import dev.r3.model.generate.SampleKey;

/** A policy cannot take a request: trying again gives the same. The message names the sample and says why. */
public final class RejectedRequestException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String reason;

    /** A request that cannot be taken for the cause's reason. */
    public RejectedRequestException(CompletionRequest request, Exception cause) {
        super(name(request.key()) + ": " + cause.getMessage(), cause);
        this.reason = String.valueOf(cause.getMessage());
    }

    /** Why, without the sample's name. */
    public String reason() {
        return reason;
    }

    private static String name(SampleKey key) {
        return "%s of task %s, sample %d".formatted(key.stage(), key.task(), key.sample());
    }
}
