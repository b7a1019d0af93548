package dev.r3.verifiers.functioncalling.match;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.functioncalling.tool.Parameter;
import dev.r3.verifiers.functioncalling.tool.ParameterType;
import dev.r3.verifiers.functioncalling.tool.ParameterType.SetOf;

/**
 * Values mean the same: numbers by value, sets in any order, and a parameter that one side leaves out equals its
 * default, or null if it is optional and has none. The gold call rules where it does not keep to the declared type.
 */
final class TypedPolicy implements Policy {

    @Override
    public boolean same(ParameterType type, JsonNode gold, JsonNode answer, StepBudget budget) {
        if (type instanceof SetOf && gold.isArray() && answer.isArray()) {
            return holdsAll(gold, answer, budget) && holdsAll(answer, gold, budget);
        }
        return JsonEquality.same(gold, answer, budget);
    }

    @Override
    public boolean mayOmit(Parameter parameter, JsonNode gold, StepBudget budget) {
        return parameter.defaults().stream().anyMatch(omitted -> same(parameter.type(), gold, omitted, budget));
    }

    @Override
    public boolean mayAdd(Parameter parameter, JsonNode answer, StepBudget budget) {
        return parameter.defaults().stream().anyMatch(omitted -> same(parameter.type(), omitted, answer, budget));
    }

    private static boolean holdsAll(JsonNode set, JsonNode items, StepBudget budget) {
        for (JsonNode item : items) {
            if (!holds(set, item, budget)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(JsonNode set, JsonNode wanted, StepBudget budget) {
        for (JsonNode item : set) {
            if (JsonEquality.same(item, wanted, budget)) {
                return true;
            }
        }
        return false;
    }
}
