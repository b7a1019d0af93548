package dev.r3.infra.spec;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A spec as it stands in its file.
 *
 * @param path what the spec names is relative to this file's folder
 * @param lines the line of each key that is given, by its place in the tree, e.g. {@code data.split.test}
 */
public record SpecFile(Path path, ExperimentSpec spec, Map<String, Integer> lines) {
    public SpecFile {
        requireNonNull(path, "path is null");
        requireNonNull(spec, "spec is null");
        lines = Map.copyOf(lines);
    }

    /**
     * The same with its controls ({@link ExperimentSpec#withControls}).
     *
     * @throws SpecException if it can't have them
     */
    public SpecFile withControls() throws SpecException {
        try {
            return new SpecFile(path, spec.withControls(), lines);
        } catch (IllegalArgumentException e) {
            throw new SpecException(path, List.of(problem("parent", String.valueOf(e.getMessage()))));
        }
    }

    /** A mistake at a key; one that is not given stands where the nearest key around it does. */
    SpecProblem problem(String key, String message) {
        for (String place = key; !place.isEmpty(); place = place.substring(0, Math.max(0, place.lastIndexOf('.')))) {
            Integer line = lines.get(place);
            if (line != null) {
                return new SpecProblem(line, key, message);
            }
        }
        return new SpecProblem(1, key, message);
    }
}
