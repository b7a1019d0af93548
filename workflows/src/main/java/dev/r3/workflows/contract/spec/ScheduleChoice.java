package dev.r3.workflows.contract.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the learning rate goes on after its warm-up. */
public enum ScheduleChoice {
    @JsonProperty("constant")
    CONSTANT,

    /** Linearly down to 0. */
    @JsonProperty("linear")
    LINEAR,

    /** Half a cosine wave down to 0. */
    @JsonProperty("cosine")
    COSINE
}
