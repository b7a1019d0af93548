/** The experiment spec as one tree of records; each component's {@link Setting} is its documentation and its default. */
@NullMarked
package dev.r3.workflows.contract.spec;

import org.jspecify.annotations.NullMarked;
