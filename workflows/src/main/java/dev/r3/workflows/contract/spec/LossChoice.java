package dev.r3.workflows.contract.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** TRL's losses. */
public enum LossChoice {
    @JsonProperty("grpo")
    GRPO,

    @JsonProperty("bnpo")
    BNPO,

    @JsonProperty("dr-grpo")
    DR_GRPO,

    @JsonProperty("dapo")
    DAPO,

    @JsonProperty("cispo")
    CISPO
}
