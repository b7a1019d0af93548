package dev.r3.verifiers.functioncalling.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A tool of the catalogue.
 *
 * @param domain what it is for, e.g. {@code travel}
 * @param description the tool in xlam's layout
 * @param sentences the ways to ask for it
 * @param parameters by name, in the description's order
 */
record CatalogueTool(
        String name,
        String domain,
        ObjectNode description,
        List<Sentence> sentences,
        Map<String, CatalogueParameter> parameters) {

    /** Draws of a value before it is given up that it differs from what it must differ from. */
    private static final int DRAWS = 100;

    CatalogueTool {
        sentences = List.copyOf(sentences);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * A parameter of the catalogue.
     *
     * @param optional whether half of the calls leave it out
     * @param omitted what leaving it out stands for, which is never asked for; null if for nothing
     */
    record CatalogueParameter(boolean optional, @Nullable JsonNode omitted, ValueSource values) {}

    /** A call's arguments, no two of them one text: nobody converts euros to euros. */
    ObjectNode draw(Random random) {
        ObjectNode arguments = description.objectNode();
        parameters.forEach((name, parameter) -> {
            if (!parameter.optional() || random.nextBoolean()) {
                arguments.set(name, draw(parameter, arguments, random));
            }
        });
        return arguments;
    }

    private JsonNode draw(CatalogueParameter parameter, ObjectNode arguments, Random random) {
        for (int i = 0; i < DRAWS; i++) {
            JsonNode value = parameter.values().draw(random);
            boolean repeats = value.isTextual()
                    && arguments.properties().stream()
                            .anyMatch(a -> a.getValue().equals(value));
            if (!repeats && !value.equals(parameter.omitted())) {
                return value;
            }
        }
        throw new IllegalStateException("the catalogue has too few values for " + name);
    }
}
