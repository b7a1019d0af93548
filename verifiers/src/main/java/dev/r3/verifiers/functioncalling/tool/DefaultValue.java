package dev.r3.verifiers.functioncalling.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.functioncalling.call.BrokenTextException;
import dev.r3.verifiers.functioncalling.call.JsonText;
import dev.r3.verifiers.functioncalling.tool.ParameterType.Plain;
import dev.r3.verifiers.functioncalling.tool.ParameterType.UnionOf;
import java.util.List;
import java.util.Locale;

/** Reads a default that a description gives as a string although the parameter is none, as xlam's often do. */
final class DefaultValue {

    private DefaultValue() {}

    /** The default as it stands and, when it is the string of a value of the type, that value. */
    static List<JsonNode> readings(JsonNode declared, ParameterType type) {
        if (!declared.isTextual() || acceptsText(type)) {
            return List.of(declared);
        }
        try {
            // Python's True, False and None.
            String text = declared.textValue().toLowerCase(Locale.ROOT).replace("none", "null");
            JsonNode value = JsonText.parse(text, new StepBudget(Long.MAX_VALUE));
            return value.isValueNode() && !value.isTextual() ? List.of(declared, value) : List.of(declared);
        } catch (BrokenTextException e) {
            return List.of(declared);
        }
    }

    private static boolean acceptsText(ParameterType type) {
        if (type instanceof UnionOf union) {
            return union.members().stream().anyMatch(DefaultValue::acceptsText);
        }
        return type == Plain.TEXT || type == Plain.ANYTHING;
    }
}
