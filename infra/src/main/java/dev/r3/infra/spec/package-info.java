/** Reads specs from YAML: every mistake with its line and what was expected. */
@NullMarked
package dev.r3.infra.spec;

import org.jspecify.annotations.NullMarked;
