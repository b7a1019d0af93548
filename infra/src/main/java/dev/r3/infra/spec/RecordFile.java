package dev.r3.infra.spec;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.FileFailures;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A YAML file bound to a record whose components carry {@link dev.r3.workflows.contract.spec.Setting}.
 *
 * @param lines the line of each key that is given, by its place in the tree
 */
public record RecordFile<R extends Record>(Path path, R content, Map<String, Integer> lines) {
    private static final int MOST_BYTES = 1 << 20;
    private static final JsonMapper DASHED = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .build();

    public RecordFile {
        requireNonNull(path, "path is null");
        requireNonNull(content, "content is null");
        lines = Map.copyOf(lines);
    }

    /**
     * Reads and binds a file.
     *
     * @param expected what it should be, such as {@code an experiment spec}
     * @throws SpecException with every mistake found
     */
    public static <R extends Record> RecordFile<R> read(Path file, Class<R> type, String expected)
            throws SpecException {
        Node root = SpecYaml.compose(file, text(file, expected));
        List<SpecProblem> problems = new ArrayList<>();
        RecordBinder binder = new RecordBinder(problems);
        Optional<R> content = binder.bind(type, root, "");
        if (!problems.isEmpty()) {
            throw new SpecException(file, problems);
        }
        return new RecordFile<>(file, content.orElseThrow(), binder.lines());
    }

    /** The content with all defaults filled in, under its keys. */
    public ObjectNode json() {
        return DASHED.valueToTree(content);
    }

    /** The failure of a key's value; one that is not given stands where the nearest key around it does. */
    public SpecException failure(String key, String message) {
        int line = 1;
        for (String place = key; !place.isEmpty(); place = place.substring(0, Math.max(0, place.lastIndexOf('.')))) {
            if (lines.containsKey(place)) {
                line = lines.getOrDefault(place, 1);
                break;
            }
        }
        return new SpecException(path, List.of(new SpecProblem(line, key, message)));
    }

    private static String text(Path file, String expected) throws SpecException {
        if (Files.isDirectory(file)) {
            throw new SpecException("'%s' is a folder; expected %s (YAML)".formatted(file, expected));
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new SpecException("%s has more than 1 MiB; expected %s".formatted(file, expected));
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new SpecException("%s does not exist; expected %s (YAML)".formatted(file, expected));
        } catch (MalformedInputException e) {
            throw new SpecException("%s is not UTF-8 text; expected %s (YAML)".formatted(file, expected));
        } catch (IOException e) {
            throw new SpecException("%s cannot be read: %s".formatted(file, FileFailures.explain(e)));
        }
    }
}
