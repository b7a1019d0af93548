package dev.r3.infra.mlflow;

/**
 * A run on the server.
 *
 * @param artifacts where the server keeps the run's files
 */
record StandingRun(String id, String artifacts) {}
