/** The command line. Only here is anything printed. */
@NullMarked
package dev.r3.infra.cli;

import org.jspecify.annotations.NullMarked;
