/** Commands, many in one process. */
@NullMarked
package dev.r3.infra.cli;

import org.jspecify.annotations.NullMarked;
