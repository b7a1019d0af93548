package dev.r3.infra.cli;

import dev.r3.activities.evaluation.Arm;
import dev.r3.infra.compare.ArmContest;
import dev.r3.infra.compare.FinishedRun;
import dev.r3.infra.compare.SpecDifference;
import dev.r3.workflows.contract.ArmName;
import java.util.List;
import java.util.stream.Collectors;

/** A comparison in a line, for a tag of the run that it is about. */
final class ComparisonNote {
    /** A tag is read in a cell of a table: more keys than these are counted, longer values cut. */
    private static final int MOST_KEYS = 6;

    private static final int MOST_CHARACTERS = 30;

    private ComparisonNote() {}

    /** How a run's trained model does beside another's, and what the run's spec has in place of the other's. */
    static String of(FinishedRun run, FinishedRun other) {
        String result = ArmContest.between(List.of(other, run), ArmName.TRAINED).stream()
                .findFirst()
                .map(ComparisonNote::result)
                .orElseThrow(() -> new IllegalArgumentException("a run has no trained model"));
        return result + "; " + spec(SpecDifference.between(List.of(other, run)));
    }

    private static String result(ArmContest contest) {
        if (contest.firstArm().isEmpty()) {
            return "no test task in common";
        }
        Arm theirs = contest.firstArm().orElseThrow();
        Arm mine = contest.secondArm().orElseThrow();
        return "trained's second try %s, p %s, on %,d tasks in common%s"
                .formatted(
                        GainText.of(mine.secondTryDifference(theirs)),
                        EffectReport.p(theirs.secondTryAgainst(mine).exact()),
                        mine.results().size(),
                        contest.judgedAlike() ? "" : ", judged by different verifiers");
    }

    private static String spec(List<SpecDifference> differences) {
        if (differences.isEmpty()) {
            return "the same spec";
        }
        String more = differences.size() > MOST_KEYS ? " and %d more".formatted(differences.size() - MOST_KEYS) : "";
        return differences.stream()
                .limit(MOST_KEYS)
                .map(ComparisonNote::difference)
                .collect(Collectors.joining(", ", "spec: ", more));
    }

    private static String difference(SpecDifference difference) {
        List<String> values = difference.values();
        return "%s %s (there %s)".formatted(difference.key(), cut(values.get(1)), cut(values.get(0)));
    }

    private static String cut(String value) {
        if (value.isEmpty()) {
            return "none";
        }
        String line = Terminal.harmless(value).replace('\n', ' ');
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS - 3) + "...";
    }
}
