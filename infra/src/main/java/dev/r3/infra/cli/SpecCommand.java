package dev.r3.infra.cli;

import dev.r3.infra.spec.ResolvedSpec;
import dev.r3.infra.spec.SpecException;
import dev.r3.infra.spec.SpecFile;
import dev.r3.infra.spec.SpecReader;
import dev.r3.infra.spec.SpecResolver;
import dev.r3.workflows.contract.StageKind;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code r3 spec}: experiment specs. */
@Command(name = "spec", description = "Checks experiment specs; prints the JSON Schema of specs.")
final class SpecCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: check or schema");
    }

    @Command(name = "check", description = "Checks a spec and everything it names; prints its experiment's id.")
    void check(@Parameters(paramLabel = "FILE", description = "The spec.") Path file) {
        Terminal.result(file + " is fine: " + resolve(file).experiment());
    }

    @Command(name = "schema", description = "Prints the JSON Schema of specs, for editors.")
    void schema(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "KIND",
                            defaultValue = "experiment",
                            description = "experiment, or pretrain: what 'model pretrain' reads"
                                    + " (default: ${DEFAULT-VALUE}).")
                    SpecKind kind) {
        Terminal.result(kind.schema().toPrettyString());
    }

    /** Reads and resolves a spec, or ends the command with what is wrong. */
    static ResolvedSpec resolve(Path file) {
        return resolve(file, Optional.empty(), new ControlsOption());
    }

    /** The same for an experiment that ends after a stage, with what the command line adds. */
    static ResolvedSpec resolve(Path file, Optional<StageKind> until, ControlsOption controls) {
        try {
            SpecResolver resolver = new SpecResolver(Families.load());
            SpecFile spec = controls.applied(SpecReader.read(file));
            return until.isPresent() ? resolver.resolve(spec, until.get()) : resolver.resolve(spec);
        } catch (SpecException e) {
            throw UserError.usage(e);
        }
    }
}
