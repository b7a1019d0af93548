package dev.r3.model.optimize;

/** Nothing stands against going on. */
public record GatePassed() implements GateResult {}
