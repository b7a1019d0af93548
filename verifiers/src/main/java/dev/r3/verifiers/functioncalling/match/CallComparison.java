package dev.r3.verifiers.functioncalling.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.functioncalling.call.Call;
import dev.r3.verifiers.functioncalling.tool.Parameter;
import dev.r3.verifiers.functioncalling.tool.ParameterType;
import dev.r3.verifiers.functioncalling.tool.ParameterType.Plain;
import dev.r3.verifiers.functioncalling.tool.Tool;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds two calls of one tool against each other, parameter by parameter. */
final class CallComparison {

    private final Policy policy;
    private final StepBudget budget;

    CallComparison(Policy policy, StepBudget budget) {
        this.policy = policy;
        this.budget = budget;
    }

    /** The first parameter in which the answer differs, those of the gold call first; null if they are the same call. */
    @Nullable
    Mismatch firstMismatch(Tool tool, Call gold, Call answer) {
        ObjectNode expected = gold.arguments();
        ObjectNode found = answer.arguments();
        int shared = 0;
        for (Map.Entry<String, JsonNode> argument : expected.properties()) {
            String name = argument.getKey();
            JsonNode value = found.get(name);
            budget.spend(1);
            if (value == null) {
                if (!mayOmit(tool, name, argument.getValue())) {
                    return new Mismatch(tool.name(), name, argument.getValue(), null);
                }
            } else if (policy.same(type(tool, name), argument.getValue(), value, budget)) {
                shared++;
            } else {
                return new Mismatch(tool.name(), name, argument.getValue(), value);
            }
        }
        return shared == found.size() ? null : unexpected(tool, expected, found);
    }

    private @Nullable Mismatch unexpected(Tool tool, ObjectNode expected, ObjectNode found) {
        for (Map.Entry<String, JsonNode> argument : found.properties()) {
            budget.spend(1);
            String name = argument.getKey();
            if (!expected.has(name) && !mayAdd(tool, name, argument.getValue())) {
                return new Mismatch(tool.name(), name, null, argument.getValue());
            }
        }
        return null;
    }

    private boolean mayOmit(Tool tool, String name, JsonNode gold) {
        Parameter parameter = tool.parameters().get(name);
        return parameter != null && policy.mayOmit(parameter, gold, budget);
    }

    private boolean mayAdd(Tool tool, String name, JsonNode answer) {
        Parameter parameter = tool.parameters().get(name);
        return parameter != null && policy.mayAdd(parameter, answer, budget);
    }

    private static ParameterType type(Tool tool, String name) {
        Parameter parameter = tool.parameters().get(name);
        return parameter == null ? Plain.ANYTHING : parameter.type();
    }
}
