package dev.r3.infra.spec;

import dev.r3.activities.failure.FileFailures;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads an experiment spec from a YAML file. */
public final class SpecReader {

    private static final int MOST_BYTES = 1 << 20;

    private SpecReader() {}

    /**
     * Reads and binds a spec.
     *
     * @throws SpecException with every mistake found
     */
    public static SpecFile read(Path file) throws SpecException {
        Node root = SpecYaml.compose(file, text(file));
        List<SpecProblem> problems = new ArrayList<>();
        RecordBinder binder = new RecordBinder(problems);
        Optional<ExperimentSpec> spec = binder.bind(ExperimentSpec.class, root, "");
        if (!problems.isEmpty()) {
            throw new SpecException(file, problems);
        }
        return new SpecFile(file, spec.orElseThrow(), binder.lines());
    }

    private static String text(Path file) throws SpecException {
        if (Files.isDirectory(file)) {
            throw new SpecException("'%s' is a folder; expected an experiment spec (YAML)".formatted(file));
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new SpecException("%s has more than 1 MiB; expected an experiment spec".formatted(file));
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new SpecException("%s does not exist; expected an experiment spec (YAML)".formatted(file));
        } catch (MalformedInputException e) {
            throw new SpecException("%s is not UTF-8 text; expected an experiment spec (YAML)".formatted(file));
        } catch (IOException e) {
            throw new SpecException("%s cannot be read: %s".formatted(file, FileFailures.explain(e)));
        }
    }
}
