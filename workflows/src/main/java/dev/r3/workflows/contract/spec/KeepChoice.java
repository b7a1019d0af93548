package dev.r3.workflows.contract.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which tasks are in the failure set, by the answers to them. */
public enum KeepChoice {
    /** Any sampled answer failed. */
    @JsonProperty("any-failed")
    ANY_FAILED,

    /** No sampled answer passed, and one failed. */
    @JsonProperty("all-failed")
    ALL_FAILED,

    /** The greedy answer failed; it is written besides the sampled ones. */
    @JsonProperty("greedy-failed")
    GREEDY_FAILED,

    /** Any sampled answer failed, and the share that passed is in a range. */
    @JsonProperty("pass-rate")
    PASS_RATE
}
