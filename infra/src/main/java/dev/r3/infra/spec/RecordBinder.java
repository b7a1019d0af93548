package dev.r3.infra.spec;

import static java.util.Objects.requireNonNull;

import dev.r3.verifiers.api.Nearest;
import dev.r3.workflows.contract.spec.Setting;
import dev.r3.workflows.contract.spec.TextOrKeys;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Binds YAML nodes to records whose components carry {@link Setting}; collects every mistake instead of stopping. */
final class RecordBinder {

    private final List<SpecProblem> problems;
    private final Map<String, Integer> lines = new HashMap<>();

    RecordBinder(List<SpecProblem> problems) {
        this.problems = problems;
    }

    /** The line of each key met so far, by its place in the tree. */
    Map<String, Integer> lines() {
        return lines;
    }

    /** The record, or empty after a mistake, which then stands among the problems. */
    <R extends Record> Optional<R> bind(Class<R> type, Node node, String path) {
        int before = problems.size();
        Map<String, Node> fields = fields(node, path, type);
        if (!isMapping(node)) {
            return Optional.empty();
        }
        Object[] values = Arrays.stream(type.getRecordComponents())
                .map(component -> value(component, fields, node, path).orElse(null))
                .toArray();
        if (problems.size() > before) {
            return Optional.empty();
        }
        return create(type, values, node, path);
    }

    private Map<String, Node> fields(Node node, String path, Class<?> type) {
        List<String> known = Arrays.stream(type.getRecordComponents())
                .map(component -> Keys.of(component.getName()))
                .toList();
        Map<String, Node> fields = mapping(node, path);
        fields.forEach((key, value) -> {
            if (!known.contains(key)) {
                String meant = Nearest.to(key, known)
                        .map(name -> "did you mean '%s'?".formatted(name))
                        .orElseGet(() -> "known keys: " + String.join(", ", known));
                problems.add(new SpecProblem(line(value), join(path, key), "unknown key; " + meant));
            }
        });
        return fields;
    }

    /** Also what is left empty. */
    private static boolean isMapping(Node node) {
        return node instanceof MappingNode
                || (node instanceof ScalarNode scalar && scalar.getValue().isEmpty());
    }

    private Map<String, Node> mapping(Node node, String path) {
        if (!(node instanceof MappingNode mapping)) {
            if (isMapping(node)) {
                return Map.of();
            }
            problems.add(new SpecProblem(line(node), path, "expected keys and values"));
            return Map.of();
        }
        Map<String, Node> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                lines.put(join(path, key.getValue()), line(key));
                if (fields.put(key.getValue(), tuple.getValueNode()) != null) {
                    problems.add(new SpecProblem(line(key), join(path, key.getValue()), "given twice"));
                }
            } else {
                problems.add(new SpecProblem(line(tuple.getKeyNode()), path, "a key is not a plain name"));
            }
        }
        return fields;
    }

    private Optional<Object> value(RecordComponent component, Map<String, Node> fields, Node parent, String path) {
        String key = Keys.of(component.getName());
        String place = join(path, key);
        Setting setting =
                requireNonNull(component.getAnnotation(Setting.class), () -> component + " carries no @Setting");
        Node given = fields.get(key);
        if (given == null && setting.byDefault().equals(Setting.REQUIRED)) {
            problems.add(new SpecProblem(line(parent), place, "missing; expected: " + setting.value()));
            return Optional.empty();
        }
        Node node = given == null ? parse(setting.byDefault()) : given;
        var recordsByName = Keys.recordsByName(component);
        if (recordsByName.isPresent()) {
            return records((value, at) -> bind(recordsByName.get(), value, at), node, place);
        }
        var textsOrKeysByName = Keys.textsOrKeysByName(component);
        if (textsOrKeysByName.isPresent()) {
            return records((value, at) -> textOrKeys(textsOrKeysByName.get(), value, at), node, place);
        }
        return convert(component.getType(), node, place);
    }

    private Optional<Object> records(
            BiFunction<Node, String, Optional<? extends Record>> binding, Node node, String place) {
        Map<String, Record> entries = new TreeMap<>();
        mapping(node, place)
                .forEach((key, value) ->
                        binding.apply(value, join(place, key)).ifPresent(bound -> entries.put(key, bound)));
        return Optional.of(entries);
    }

    private Optional<? extends Record> textOrKeys(TextOrKeys type, Node node, String place) {
        if (node instanceof MappingNode) {
            return bind(type.keys(), node, place);
        }
        return scalar(node, place, "a text, or keys and values")
                .flatMap(text -> create(type.text(), new Object[] {text}, node, place));
    }

    private Optional<Object> convert(Class<?> type, Node node, String place) {
        if (type.isRecord()) {
            return bind(type.asSubclass(Record.class), node, place).map(Object.class::cast);
        }
        if (type == Map.class) {
            Map<String, String> entries = new TreeMap<>();
            mapping(node, place)
                    .forEach((key, value) ->
                            scalar(value, join(place, key), "a text").ifPresent(text -> entries.put(key, text)));
            return Optional.of(entries);
        }
        Optional<String> text = scalar(node, place, Scalars.expected(type));
        return text.flatMap(given -> Scalars.parse(type, given).or(() -> {
            problems.add(new SpecProblem(
                    line(node), place, "is '%s'; expected %s".formatted(given, Scalars.expected(type))));
            return Optional.empty();
        }));
    }

    private Optional<String> scalar(Node node, String place, String expected) {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        problems.add(new SpecProblem(line(node), place, "expected " + expected));
        return Optional.empty();
    }

    private <R extends Record> Optional<R> create(Class<R> type, Object[] values, Node node, String path) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return Optional.of(type.getDeclaredConstructor(types).newInstance(values));
        } catch (InvocationTargetException e) {
            // The record's own check: its message says what it expected.
            problems.add(new SpecProblem(line(node), path, message(e)));
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot create " + type, e);
        }
    }

    private static String message(InvocationTargetException e) {
        Throwable cause = e.getCause();
        return cause == null || cause.getMessage() == null ? e.toString() : cause.getMessage();
    }

    private static Node parse(String yaml) {
        return new Compose(LoadSettings.builder().build()).composeString(yaml).orElseThrow();
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
