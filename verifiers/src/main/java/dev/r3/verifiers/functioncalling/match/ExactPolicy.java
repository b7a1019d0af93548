package dev.r3.verifiers.functioncalling.match;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.functioncalling.tool.Parameter;
import dev.r3.verifiers.functioncalling.tool.ParameterType;

/** The same parameters with the same canonical JSON. */
final class ExactPolicy implements Policy {

    @Override
    public boolean same(ParameterType type, JsonNode gold, JsonNode answer, StepBudget budget) {
        return JsonEquality.same(gold, answer, budget);
    }

    @Override
    public boolean mayOmit(Parameter parameter, JsonNode gold, StepBudget budget) {
        return false;
    }

    @Override
    public boolean mayAdd(Parameter parameter, JsonNode answer, StepBudget budget) {
        return false;
    }
}
