package dev.r3.verifiers.functioncalling.match;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.verifiers.api.StepBudget;
import java.util.Map;

/** Equality of JSON values as of their canonical texts: numbers by value, keys in any order, lists in order. */
final class JsonEquality {

    private JsonEquality() {}

    static boolean same(JsonNode a, JsonNode b, StepBudget budget) {
        budget.spend(1);
        if (a.isNumber() && b.isNumber()) {
            return sameNumber(a, b);
        }
        if (a.isArray() && b.isArray()) {
            return sameLists(a, b, budget);
        }
        if (a.isObject() && b.isObject()) {
            return sameObjects(a, b, budget);
        }
        return a.equals(b);
    }

    static boolean sameNumber(JsonNode a, JsonNode b) {
        if (a.isInt() && b.isInt()) {
            return a.intValue() == b.intValue();
        }
        // Exponents are bounded where numbers are read, so that this takes bounded work.
        return a.decimalValue().compareTo(b.decimalValue()) == 0;
    }

    private static boolean sameLists(JsonNode a, JsonNode b, StepBudget budget) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i), budget)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameObjects(JsonNode a, JsonNode b, StepBudget budget) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> field : a.properties()) {
            JsonNode other = b.get(field.getKey());
            if (other == null || !same(field.getValue(), other, budget)) {
                return false;
            }
        }
        return true;
    }
}
