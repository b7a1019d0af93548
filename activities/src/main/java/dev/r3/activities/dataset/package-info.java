/**
 * Turns a file of data rows into tasks: read, validated, de-duplicated, split, proven by the verifier and profiled.
 * {@link dev.r3.activities.dataset.DatasetIngestion} is the way in, {@link dev.r3.activities.dataset.TaskReader} the way
 * back.
 */
@NullMarked
package dev.r3.activities.dataset;

import org.jspecify.annotations.NullMarked;
