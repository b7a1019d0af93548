/** The way to Temporal: connections, experiments as workflows. */
@NullMarked
package dev.r3.infra.temporal;

import org.jspecify.annotations.NullMarked;
