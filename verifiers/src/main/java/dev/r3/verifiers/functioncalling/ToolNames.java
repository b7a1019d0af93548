package dev.r3.verifiers.functioncalling;

import dev.r3.verifiers.functioncalling.call.Call;
import dev.r3.verifiers.functioncalling.call.Quotation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds the tools that an answer calls against those of the gold calls, how often each and in any order. */
final class ToolNames {

    private ToolNames() {}

    /** The first wrong tool in a sentence; empty if the answer calls the right ones. */
    static Optional<String> difference(Set<String> offered, List<Call> gold, List<Call> answers) {
        if (gold.size() == 1 && gold.get(0).name().equals(answers.get(0).name())) {
            return Optional.empty();
        }
        Map<String, Integer> open = new HashMap<>();
        gold.forEach(call -> open.merge(call.name(), 1, Integer::sum));
        for (Call answer : answers) {
            if (open.merge(answer.name(), -1, Integer::sum) < 0) {
                return Optional.of(sentence(offered, gold, answer.name()));
            }
        }
        return Optional.empty();
    }

    private static String sentence(Set<String> offered, List<Call> gold, String found) {
        if (!offered.contains(found)) {
            return "tool %s is not offered".formatted(Quotation.of(found));
        }
        long wanted = gold.stream().filter(call -> call.name().equals(found)).count();
        return wanted == 0
                ? "tool %s is not asked for, %s is"
                        .formatted(Quotation.of(found), Quotation.of(gold.get(0).name()))
                : "tool %s is called more than %d times".formatted(Quotation.of(found), wanted);
    }
}
