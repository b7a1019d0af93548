package dev.r3.verifiers.functioncalling;

import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import dev.r3.verifiers.functioncalling.call.Bounds;
import dev.r3.verifiers.functioncalling.call.Call;
import dev.r3.verifiers.functioncalling.call.CallExtractor;
import dev.r3.verifiers.functioncalling.call.Extraction;
import dev.r3.verifiers.functioncalling.call.Extraction.Broken;
import dev.r3.verifiers.functioncalling.call.Extraction.Found;
import dev.r3.verifiers.functioncalling.call.Extraction.Missing;
import dev.r3.verifiers.functioncalling.match.Matcher;
import dev.r3.verifiers.functioncalling.match.Policy;
import java.util.List;
import java.util.Optional;

/** Judges calls in the order format, number of calls, tools, parameters. */
final class FunctionCallingVerifier implements Verifier<FunctionCallingTask> {

    private final Policy policy;

    FunctionCallingVerifier(Policy policy) {
        this.policy = policy;
    }

    @Override
    public Verdict verify(FunctionCallingTask task, Completion completion) {
        StepBudget budget = Bounds.budget();
        Extraction extraction = CallExtractor.extract(completion.text(), budget);
        if (extraction instanceof Broken broken) {
            return Verdict.failed(FunctionCallingErrors.WRONG_FORMAT, broken.reason());
        }
        if (extraction instanceof Missing missing) {
            return completion.truncated()
                    ? Verdict.unscorable("the completion is cut off: " + missing.reason())
                    : Verdict.failed(FunctionCallingErrors.WRONG_FORMAT, missing.reason());
        }
        return judge(task, ((Found) extraction).calls(), budget);
    }

    private Verdict judge(FunctionCallingTask task, List<Call> calls, StepBudget budget) {
        if (calls.size() != task.answers().size()) {
            return Verdict.failed(
                    FunctionCallingErrors.WRONG_CALL_COUNT,
                    "expected %d, found %d".formatted(task.answers().size(), calls.size()));
        }
        Optional<String> wrongTool = ToolNames.difference(task.offered().keySet(), task.answers(), calls);
        if (wrongTool.isPresent()) {
            return Verdict.failed(FunctionCallingErrors.WRONG_TOOL, wrongTool.get());
        }
        try {
            return Matcher.difference(task.offered(), task.answers(), calls, policy, budget)
                    .map(difference -> Verdict.failed(FunctionCallingErrors.WRONG_PARAMETER, difference))
                    .orElseGet(Verdict::passed);
        } catch (StepBudget.Exhausted e) {
            return Verdict.failed(FunctionCallingErrors.WRONG_FORMAT, e.toString());
        }
    }

    @Override
    public Optional<String> answerText(Completion completion) {
        return CallExtractor.extract(completion.text(), Bounds.budget()) instanceof Found found
                ? Optional.of(found.text(completion.text()))
                : Optional.empty();
    }

    @Override
    public Optional<String> goldAnswer(FunctionCallingTask task) {
        return Optional.of(GoldAnswer.write(task.answers()));
    }
}
