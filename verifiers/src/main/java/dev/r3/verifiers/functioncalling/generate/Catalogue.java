package dev.r3.verifiers.functioncalling.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.functioncalling.call.JsonText;
import dev.r3.verifiers.functioncalling.generate.CatalogueTool.CatalogueParameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the tools of {@code catalogue.json}, which stands beside this class. */
final class Catalogue {

    private static final String RESOURCE = "catalogue.json";

    private Catalogue() {}

    static List<CatalogueTool> load() {
        JsonNode catalogue = JsonText.parse(resource(), new StepBudget(Long.MAX_VALUE));
        Map<String, List<String>> pools = new LinkedHashMap<>();
        catalogue
                .path("pools")
                .properties()
                .forEach(pool -> pools.put(pool.getKey(), ValueSourceReader.texts(pool.getValue())));
        ValueSourceReader values = new ValueSourceReader(pools);
        List<CatalogueTool> tools = new ArrayList<>();
        for (Map.Entry<String, JsonNode> domain : catalogue.path("domains").properties()) {
            domain.getValue().forEach(entry -> tools.add(tool(domain.getKey(), entry, values)));
        }
        return List.copyOf(tools);
    }

    private static CatalogueTool tool(String domain, JsonNode entry, ValueSourceReader values) {
        String name = entry.path("name").textValue();
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        Map<String, CatalogueParameter> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> parameter : entry.path("parameters").properties()) {
            ObjectNode description = parameter.getValue().deepCopy();
            JsonNode source = description.remove("values");
            boolean optional = description.path("type").textValue().endsWith(", optional");
            described.set(parameter.getKey(), description);
            parameters.put(
                    parameter.getKey(),
                    new CatalogueParameter(optional, description.get("default"), values.read(source)));
        }
        ObjectNode tool = JsonNodeFactory.instance.objectNode().put("name", name);
        tool.set("description", entry.path("description"));
        tool.set("parameters", described);
        List<Sentence> sentences = ValueSourceReader.texts(entry.path("say")).stream()
                .map(Sentence::new)
                .toList();
        return new CatalogueTool(name, domain, tool, sentences, parameters);
    }

    private static String resource() {
        try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("resource is not found: " + RESOURCE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + RESOURCE, e);
        }
    }
}
