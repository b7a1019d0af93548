package dev.r3.activities.promotion;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.evaluation.Arm;
import java.util.Optional;
import java.util.Set;

/**
 * The champion on the test tasks.
 *
 * @param arm under the champion's own name
 * @param untaught the tasks that it can be compared on, as its training may have had the others; empty if on all
 */
record Rival(Arm arm, Optional<Set<String>> untaught) {
    Rival {
        requireNonNull(arm, "arm is null");
        untaught = untaught.map(Set::copyOf);
    }
}
