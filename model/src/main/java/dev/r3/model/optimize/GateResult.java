package dev.r3.model.optimize;

/** Whether training may go on. */
public sealed interface GateResult permits GatePassed, GateFailed {}
