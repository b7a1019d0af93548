package dev.r3.model.decoder;

/**
 * A drawn token.
 *
 * @param logProb its log-probability, in nats, at temperature 1
 * @param temperedLogProb the same at the temperature it was drawn at; equal to {@code logProb} for a greedy draw. Both
 *     before penalty and truncation
 */
public record Draw(int token, float logProb, float temperedLogProb) {}
