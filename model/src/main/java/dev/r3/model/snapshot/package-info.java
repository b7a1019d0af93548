/**
 * Training snapshots on a local disk: a folder of files that is either whole and proven by its manifest, or does not
 * count.
 */
@NullMarked
package dev.r3.model.snapshot;

import org.jspecify.annotations.NullMarked;
