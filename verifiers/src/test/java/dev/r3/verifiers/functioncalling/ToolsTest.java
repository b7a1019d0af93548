package dev.r3.verifiers.functioncalling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.CanonicalJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;

/** What tool descriptions come to: xlam's types as JSON schemas, and JSON schemas as they are. */
class ToolsTest {

    private static FunctionCallingTask task(String tool, String arguments) {
        return Rows.read(
                Rows.row("q", "[" + tool + "]", "[{\"name\": \"f\", \"arguments\": %s}]".formatted(arguments)));
    }

    @AnswerTable
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
        str                        ¦ {"type":"string"}
        str, optional              ¦ {"type":"string"}
        int                        ¦ {"type":"integer"}
        float                      ¦ {"type":"number"}
        bool                       ¦ {"type":"boolean"}
        List[str], optional        ¦ {"items":{"type":"string"},"type":"array"}
        list                       ¦ {"items":{},"type":"array"}
        List[List[float]]          ¦ {"items":{"items":{"type":"number"},"type":"array"},"type":"array"}
        List[Dict[str, int]]       ¦ {"items":{"additionalProperties":{"type":"integer"},"type":"object"},"type":"array"}
        Dict[str, int]             ¦ {"additionalProperties":{"type":"integer"},"type":"object"}
        Dict                       ¦ {"additionalProperties":{},"type":"object"}
        Dict[str, Union[int, str]] ¦ {"additionalProperties":{"anyOf":[{"type":"integer"},{"type":"string"}]},"type":"object"}
        Union[int, str]            ¦ {"anyOf":[{"type":"integer"},{"type":"string"}]}
        Optional[int]              ¦ {"anyOf":[{"type":"integer"},{"type":"null"}]}
        int | None                 ¦ {"anyOf":[{"type":"integer"},{"type":"null"}]}
        Tuple[int, str], optional  ¦ {"prefixItems":[{"type":"integer"},{"type":"string"}],"type":"array"}
        tuple                      ¦ {"type":"array"}
        Set[int]                   ¦ {"items":{"type":"integer"},"type":"array","uniqueItems":true}
        Any                        ¦ {}
        Callable[[int], str]       ¦ {}
        np.ndarray                 ¦ {}
        List[int                   ¦ {}
        ]][[                       ¦ {}
        """)
    void types(String type, String schema) {
        FunctionCallingTask task =
                task("{\"name\": \"f\", \"parameters\": {\"a\": {\"type\": \"%s\"}}}".formatted(type), "{}");
        ObjectNode property =
                task.tools().get(0).at("/function/parameters/properties/a").deepCopy();
        property.remove("description");
        assertThat(CanonicalJson.write(property)).isEqualTo(schema);
    }

    @Test
    void flatParametersBecomeASchema() {
        String flat = """
                {"name": "f", "description": "Does f.", "parameters": {
                   "type": {"type": "str", "description": "A kind."},
                   "count": {"type": "int, optional", "description": "How many.", "default": 3}}}
                """;
        assertThat(task(flat, "{}").tools().toString())
                .isEqualTo(
                        "[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"Does f.\",\"parameters\":"
                                + "{\"type\":\"object\",\"properties\":{"
                                + "\"type\":{\"type\":\"string\",\"description\":\"A kind.\"},"
                                + "\"count\":{\"type\":\"integer\",\"description\":\"How many.\",\"default\":3}},"
                                + "\"required\":[\"type\"]}}}]");
    }

    @Test
    void schemasStayAsTheyAre() {
        String function = """
                {"name": "f", "description": "Does f.", "parameters": {"type": "object", "properties": {
                   "a": {"type": ["integer", "null"], "default": 3}, "b": {"type": "array", "items": {"type": "string"}},
                   "c": {"anyOf": [{"type": "string"}, {"type": "number"}]},
                   "d": {"type": "array", "uniqueItems": true, "items": {"type": "integer"}}},
                 "required": ["b"]}}
                """;
        FunctionCallingTask bare = task(function, "{\"b\": []}");
        FunctionCallingTask wrapped =
                task("{\"type\": \"function\", \"function\": %s}".formatted(function), "{\"b\": []}");
        assertThat(bare.tools()).isEqualTo(wrapped.tools());
        assertThat(bare.tools()
                        .get(0)
                        .at("/function/parameters/properties/a/default")
                        .asInt())
                .isEqualTo(3);
        var tool = bare.offered().values().iterator().next();
        assertThat(tool.parameters().values())
                .extracting(p -> p.name() + " " + p.required() + " " + p.defaults())
                .containsExactly("a false [3]", "b true []", "c false [null]", "d false [null]");
    }
}
