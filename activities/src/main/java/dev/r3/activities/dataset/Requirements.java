package dev.r3.activities.dataset;

/**
 * What a data set must prove of itself before use. All are shares in [0, 1].
 *
 * @param goldPasses least share of gold answers that pass
 * @param emptyFails least share of empty answers that fail
 * @param rejected largest share of rows that are rejected
 */
public record Requirements(double goldPasses, double emptyFails, double rejected) {}
