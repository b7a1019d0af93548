package dev.r3.verifiers.functioncalling;

import dev.r3.verifiers.api.AnswerNaming;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.functioncalling.call.Bounds;
import dev.r3.verifiers.functioncalling.call.Call;
import dev.r3.verifiers.functioncalling.call.CallsInText;
import dev.r3.verifiers.functioncalling.match.Matcher;
import dev.r3.verifiers.functioncalling.match.Policy;
import dev.r3.verifiers.functioncalling.match.PolicyName;
import java.util.List;

/**
 * A text names the answer if each of the gold calls stands in it, by the policy of the verdict: as JSON with name and
 * arguments or as {@code name(keyword=value)}, in tags, fences or prose. Other calls beside them don't matter. The name
 * of a tool alone is not the answer.
 */
public final class FunctionCallingNaming implements AnswerNaming<FunctionCallingTask> {

    @Override
    public String family() {
        return "function-calling";
    }

    @Override
    public String description() {
        return "Each of the data set's calls stands in the reflection, with its arguments.";
    }

    @Override
    public Class<FunctionCallingTask> taskType() {
        return FunctionCallingTask.class;
    }

    @Override
    public Naming naming(FunctionCallingTask task, String text, Options options) {
        Policy policy = options.choice("policy", PolicyName.class).policy();
        StepBudget budget = Bounds.budget();
        try {
            List<Call> calls = CallsInText.find(text, budget);
            return task.answers().stream().allMatch(gold -> isAmong(calls, gold, task, policy, budget))
                    ? Naming.NAMED
                    : Naming.NOT_NAMED;
        } catch (StepBudget.Exhausted e) {
            return Naming.UNKNOWN;
        }
    }

    private static boolean isAmong(
            List<Call> calls, Call gold, FunctionCallingTask task, Policy policy, StepBudget budget) {
        return calls.stream()
                .filter(call -> call.name().equals(gold.name()))
                .anyMatch(call -> Matcher.difference(task.offered(), List.of(gold), List.of(call), policy, budget)
                        .isEmpty());
    }
}
