package dev.r3.verifiers.functioncalling.match;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.functioncalling.tool.Parameter;
import dev.r3.verifiers.functioncalling.tool.ParameterType;

/** When two calls of a tool are the same call. */
public interface Policy {

    /** Whether a value that the gold call gives is the one that the answer gives. */
    boolean same(ParameterType type, JsonNode gold, JsonNode answer, StepBudget budget);

    /** Whether only one of the two calls may give a parameter, with this value. */
    boolean mayStandAlone(Parameter parameter, JsonNode value, StepBudget budget);
}
