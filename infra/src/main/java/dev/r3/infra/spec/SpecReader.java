package dev.r3.infra.spec;

import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
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
    public static ExperimentSpec read(Path file) throws SpecException {
        Node root = compose(file, text(file));
        List<SpecProblem> problems = new ArrayList<>();
        Optional<ExperimentSpec> spec = new RecordBinder(problems).bind(ExperimentSpec.class, root, "");
        if (!problems.isEmpty()) {
            throw new SpecException(file, problems);
        }
        return spec.orElseThrow();
    }

    private static String text(Path file) throws SpecException {
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
            throw new SpecException("%s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    private static Node compose(Path file, String text) throws SpecException {
        // Aliases are refused: an experiment has no use for them, and they can grow without bound.
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setMaxAliasesForCollections(0)
                .build();
        try {
            return new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> new SpecException(
                            file, List.of(new SpecProblem(1, "", "the file is empty; expected keys such as 'name:'"))));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new SpecException(file, List.of(new SpecProblem(line, "", "not YAML: " + e.getProblem())));
        } catch (YamlEngineException e) {
            throw new SpecException(file, List.of(new SpecProblem(1, "", "not YAML: " + e.getMessage())));
        }
    }
}
