package dev.r3.verifiers.functioncalling.match;

import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.functioncalling.call.Call;
import dev.r3.verifiers.functioncalling.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Matches as many answered calls as there are gold calls, of the same tools, one to one and in any order. */
public final class Matcher {

    private Matcher() {}

    /**
     * The first difference in a sentence; empty if every call has its match.
     *
     * @param tools by name, those of the gold calls among them
     */
    public static Optional<String> difference(
            Map<String, Tool> tools, List<Call> gold, List<Call> answers, Policy policy, StepBudget budget) {
        CallComparison comparison = new CallComparison(policy, budget);
        if (gold.size() == 1) {
            return sentence(compare(comparison, tools, gold.get(0), answers.get(0)));
        }
        int[] goldOf = CallMatching.largest(fits(comparison, tools, gold, answers), budget);
        for (int answer = 0; answer < goldOf.length; answer++) {
            if (goldOf[answer] < 0) {
                return nearest(comparison, tools, gold, answers.get(answer), goldOf);
            }
        }
        return Optional.empty();
    }

    private static boolean[][] fits(
            CallComparison comparison, Map<String, Tool> tools, List<Call> gold, List<Call> answers) {
        boolean[][] fits = new boolean[gold.size()][answers.size()];
        for (int g = 0; g < fits.length; g++) {
            for (int a = 0; a < fits.length; a++) {
                fits[g][a] = isSameTool(gold.get(g), answers.get(a))
                        && compare(comparison, tools, gold.get(g), answers.get(a)) == null;
            }
        }
        return fits;
    }

    /** How an unmatched answer differs from the first unmatched gold call of its tool. */
    private static Optional<String> nearest(
            CallComparison comparison, Map<String, Tool> tools, List<Call> gold, Call answer, int[] goldOf) {
        boolean[] matched = new boolean[gold.size()];
        for (int index : goldOf) {
            if (index >= 0) {
                matched[index] = true;
            }
        }
        for (int g = 0; g < matched.length; g++) {
            if (!matched[g] && isSameTool(gold.get(g), answer)) {
                return sentence(compare(comparison, tools, gold.get(g), answer));
            }
        }
        throw new IllegalArgumentException("the answers call other tools than the gold calls");
    }

    private static @Nullable Mismatch compare(
            CallComparison comparison, Map<String, Tool> tools, Call gold, Call answer) {
        Tool tool = tools.get(gold.name());
        if (tool == null) {
            throw new IllegalArgumentException("tool of a gold call is not offered: " + gold.name());
        }
        return comparison.firstMismatch(tool, gold, answer);
    }

    private static Optional<String> sentence(@Nullable Mismatch mismatch) {
        return Optional.ofNullable(mismatch).map(Mismatch::sentence);
    }

    private static boolean isSameTool(Call gold, Call answer) {
        return gold.name().equals(answer.name());
    }
}
