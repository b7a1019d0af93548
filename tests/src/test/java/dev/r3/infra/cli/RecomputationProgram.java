package dev.r3.infra.cli;

import dev.r3.infra.spec.ResolvedSpec;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.Recomputation;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code r3 run --no-cache} without a worker of its own, and without waiting: others do the work. {@code java ...
 * RecomputationProgram HOME SPEC} prints the experiment's id.
 */
public final class RecomputationProgram {
    private RecomputationProgram() {}

    public static void main(String[] arguments) {
        Home.choose(arguments[0]);
        ResolvedSpec spec = SpecCommand.resolve(Path.of(arguments[1]), Optional.empty(), new ControlsOption());
        Pipeline.use(pipeline -> {
            ExperimentInput input = new ExperimentUpload(pipeline.store(), pipeline.stages())
                    .input(spec, spec.spec())
                    .recomputed(Recomputation.create());
            pipeline.experiments().startAfresh(input);
            Terminal.result(input.id().value());
        });
    }
}
