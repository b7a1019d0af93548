package dev.r3.verifiers.functioncalling.match;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.functioncalling.tool.Parameter;
import dev.r3.verifiers.functioncalling.tool.ParameterType;

/** When two calls of a tool are the same call. */
public interface Policy {

    /** Whether a value that the gold call gives is the one that the answer gives. */
    boolean same(ParameterType type, JsonNode gold, JsonNode answer, StepBudget budget);

    /** Whether the answer may leave out a parameter that the gold call gives. */
    boolean mayOmit(Parameter parameter, JsonNode gold, StepBudget budget);

    /** Whether the answer may give a parameter that the gold call leaves out. */
    boolean mayAdd(Parameter parameter, JsonNode answer, StepBudget budget);
}
