/** What experiments an artifact store knows. */
@NullMarked
package dev.r3.infra.catalog;

import org.jspecify.annotations.NullMarked;
