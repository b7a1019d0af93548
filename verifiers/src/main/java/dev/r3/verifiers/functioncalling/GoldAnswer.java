package dev.r3.verifiers.functioncalling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.functioncalling.call.Call;
import java.util.List;
import java.util.stream.Collectors;

/** Writes gold calls as Qwen and Hermes do. */
final class GoldAnswer {

    private GoldAnswer() {}

    static String write(List<Call> calls) {
        return calls.stream().map(GoldAnswer::write).collect(Collectors.joining("\n"));
    }

    private static String write(Call call) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("name", call.name());
        object.set("arguments", call.arguments());
        // A tag inside a string must not be taken for one of the completion's own.
        String json = object.toString().replace("think>", "think\\u003e");
        return "<tool_call>\n" + json + "\n</tool_call>";
    }
}
