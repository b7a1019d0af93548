package dev.r3.verifiers.functioncalling.match;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.functioncalling.tool.Parameter;
import dev.r3.verifiers.functioncalling.tool.ParameterType;
import dev.r3.verifiers.functioncalling.tool.ParameterType.ListOf;
import java.util.Map;

/**
 * The rules of BFCL's AST checker, as far as they make sense for gold calls with one value a parameter: a value has the
 * declared kind or the gold value's, an integer passes for a float, strings are compared loosely, also those directly in
 * a list or an object. An optional parameter may be left out where its default would stand. The README says where this
 * differs from the published program.
 */
final class BfclPolicy implements Policy {

    @Override
    public boolean same(ParameterType type, JsonNode gold, JsonNode answer, StepBudget budget) {
        ValueKind declared = ValueKind.of(type);
        if (!isOfKind(declared, gold, answer)) {
            return false;
        }
        if (declared != ValueKind.ANYTHING && declared != ValueKind.of(gold)) {
            return JsonEquality.same(gold, answer, budget);
        }
        if (gold.isArray() && answer.isArray()) {
            return sameLists(type, gold, answer, budget);
        }
        return (gold.isObject() && answer.isObject())
                ? sameObjects(gold, answer, budget)
                : sameScalar(gold, answer, budget);
    }

    @Override
    public boolean mayOmit(Parameter parameter, JsonNode gold, StepBudget budget) {
        return parameter.defaults().stream().anyMatch(omitted -> same(parameter.type(), gold, omitted, budget));
    }

    @Override
    public boolean mayAdd(Parameter parameter, JsonNode answer, StepBudget budget) {
        return parameter.defaults().stream().anyMatch(omitted -> same(parameter.type(), omitted, answer, budget));
    }

    private static boolean isOfKind(ValueKind declared, JsonNode gold, JsonNode answer) {
        ValueKind kind = ValueKind.of(answer);
        if (declared == ValueKind.FLOAT && kind == ValueKind.INTEGER) {
            return true;
        }
        return declared == ValueKind.ANYTHING || kind == declared || kind == ValueKind.of(gold);
    }

    private static boolean sameLists(ParameterType type, JsonNode gold, JsonNode answer, StepBudget budget) {
        ValueKind declared = type instanceof ListOf list ? ValueKind.of(list.item()) : ValueKind.ANYTHING;
        if (gold.size() != answer.size()) {
            return false;
        }
        boolean mayBeObject = declared == ValueKind.OBJECT || declared == ValueKind.ANYTHING;
        for (int i = 0; i < gold.size(); i++) {
            JsonNode expected = gold.get(i);
            JsonNode found = answer.get(i);
            boolean same = (mayBeObject && expected.isObject() && found.isObject())
                    ? sameObjects(expected, found, budget)
                    : sameScalar(expected, found, budget);
            if (!same || !isOfKind(declared, expected, found)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameObjects(JsonNode gold, JsonNode answer, StepBudget budget) {
        if (gold.size() != answer.size()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> field : gold.properties()) {
            JsonNode found = answer.get(field.getKey());
            if (found == null || !sameScalar(field.getValue(), found, budget)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameScalar(JsonNode gold, JsonNode answer, StepBudget budget) {
        if (gold.isTextual() && answer.isTextual()) {
            budget.spend(gold.textValue().length() + answer.textValue().length());
            return LooseText.of(gold.textValue()).equals(LooseText.of(answer.textValue()));
        }
        return JsonEquality.same(gold, answer, budget);
    }
}
