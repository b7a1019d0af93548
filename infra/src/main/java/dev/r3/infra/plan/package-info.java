/** What a run would do: which stages stand, and what the others will take. */
@NullMarked
package dev.r3.infra.plan;

import org.jspecify.annotations.NullMarked;
