package dev.r3.infra.spec;

import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.nio.file.Path;

/** Reads an experiment spec from a YAML file. */
public final class SpecReader {

    private SpecReader() {}

    /**
     * Reads and binds a spec.
     *
     * @throws SpecException with every mistake found
     */
    public static SpecFile read(Path file) throws SpecException {
        RecordFile<ExperimentSpec> read = RecordFile.read(file, ExperimentSpec.class, "an experiment spec");
        return new SpecFile(file, read.content(), read.lines());
    }
}
