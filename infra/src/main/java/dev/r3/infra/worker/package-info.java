/** The worker process. */
@NullMarked
package dev.r3.infra.worker;

import org.jspecify.annotations.NullMarked;
