package dev.r3.workflows.contract.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a reward's distance from its group's mean is divided by. */
public enum AdvantageChoice {
    /** The group's standard deviation. */
    @JsonProperty("group")
    GROUP,

    /** The whole step's standard deviation. */
    @JsonProperty("batch")
    BATCH,

    /** Nothing. */
    @JsonProperty("none")
    NONE
}
