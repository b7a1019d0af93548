package dev.r3.activities.stage;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.Digest;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What commits stages.
 *
 * @param hardware that it computes on
 * @param code of R3 that it runs
 */
public record Maker(Hardware hardware, Digest code) {
    public Maker {
        requireNonNull(hardware, "hardware is null");
        requireNonNull(code, "code is null");
    }

    /** This process, whose code is read now; its hardware is told later, as that may load the engine. */
    public static Supplier<Optional<Maker>> here() {
        Digest code = RunningCode.digest();
        return () -> Optional.of(new Maker(Hardware.here(), code));
    }
}
