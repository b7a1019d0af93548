/** Servers that only tests use, installed by the means by which R3 installs its own. */
@NullMarked
package dev.r3.infra.local;

import org.jspecify.annotations.NullMarked;
