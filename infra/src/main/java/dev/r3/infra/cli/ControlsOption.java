package dev.r3.infra.cli;

import dev.r3.infra.spec.SpecException;
import dev.r3.infra.spec.SpecFile;
import picocli.CommandLine.Option;

/** {@code --with-controls}: the spec with the control that is trained, and those of what it samples. */
final class ControlsOption {

    @Option(
            names = "--with-controls",
            description =
                    "Also train by plain GRPO on first answers, with the same tasks and steps and about as many generated"
                            + " tokens, and compare with it; as evaluate.task-grpo: true in the spec, so another experiment."
                            + " Where the spec has evaluate.sampled, its controls: true, too.")
    private boolean asked;

    SpecFile applied(SpecFile file) throws SpecException {
        return asked ? file.withControls() : file;
    }
}
