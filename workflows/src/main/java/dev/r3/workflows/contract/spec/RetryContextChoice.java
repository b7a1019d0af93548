package dev.r3.workflows.contract.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the model sees when it retries. */
public enum RetryContextChoice {
    /** Task, failed answer, reflection request, reflection, retry prompt. */
    @JsonProperty("conversation")
    CONVERSATION,

    /** The retry prompt alone, which then must name {@code {reflection}}. */
    @JsonProperty("reflection")
    REFLECTION
}
