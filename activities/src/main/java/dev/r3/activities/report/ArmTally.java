package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.stage.Sha256;
import dev.r3.model.evaluate.PairedDifference;
import dev.r3.model.evaluate.Proportion;
import dev.r3.verifiers.api.AnswerNaming.Naming;
import dev.r3.workflows.contract.Digest;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** An arm's results counted one by one: some bits a task are kept, no texts. */
final class ArmTally {
    private final String arm;
    private final BitSet first = new BitSet();
    private final BitSet second = new BitSet();
    private final SortedMap<String, Long> firstErrors = new TreeMap<>();
    private final SortedMap<String, Long> lastErrors = new TreeMap<>();
    private final ReflectionTally reflections;
    private int tasks;
    private Digest order = Sha256.of(new byte[0]);

    private ArmTally(String arm, ReflectionTemplates templates) {
        this.arm = requireNonNull(arm, "arm is null");
        this.reflections = new ReflectionTally(templates);
    }

    /**
     * Counts all results.
     *
     * @param naming whether a result's reflection names the answer; asked once for each, in their order
     * @throws DataFailure if there are none
     */
    static ArmTally of(
            String arm,
            ReflectionTemplates templates,
            Function<TaskResult, Naming> naming,
            Iterator<TaskResult> results) {
        ArmTally tally = new ArmTally(arm, templates);
        results.forEachRemaining(result -> tally.add(result, naming.apply(result)));
        if (tally.tasks == 0) {
            throw new DataFailure("arm %s has no results".formatted(arm));
        }
        return tally;
    }

    private void add(TaskResult result, Naming naming) {
        first.set(tasks, result.firstPassed());
        second.set(tasks, result.secondPassed());
        count(firstErrors, result.firstFailure());
        count(lastErrors, result.lastFailure());
        reflections.add(result, naming);
        order = Sha256.of((order.hex() + result.task()).getBytes(StandardCharsets.UTF_8));
        tasks++;
    }

    private static void count(SortedMap<String, Long> errors, String error) {
        if (!error.isEmpty()) {
            errors.merge(error, 1L, Long::sum);
        }
    }

    String arm() {
        return arm;
    }

    int tasks() {
        return tasks;
    }

    Share firstTry() {
        return Share.of(new Proportion(first.cardinality(), tasks));
    }

    Share secondTry() {
        return Share.of(new Proportion(second.cardinality(), tasks));
    }

    SortedMap<String, Long> firstErrors() {
        return firstErrors;
    }

    SortedMap<String, Long> lastErrors() {
        return lastErrors;
    }

    /** Of how many reflections it can be told how distinct they are; 0 of an arm without any. */
    int sampledReflections() {
        return reflections.sample();
    }

    /**
     * What the arm's reflections are like.
     *
     * @param equal of how many of them it is told how distinct they are
     */
    ReflectionFigures reflections(int equal) {
        return reflections.figures(equal);
    }

    /** The first tries of two arms, task by task. */
    PairedDifference firstTryAgainst(ArmTally other) {
        return against(other, first, other.first);
    }

    /** The second tries of two arms, task by task. */
    PairedDifference secondTryAgainst(ArmTally other) {
        return against(other, second, other.second);
    }

    private PairedDifference against(ArmTally other, BitSet mine, BitSet theirs) {
        if (!order.equals(other.order)) {
            throw new DataFailure("arms %s and %s have different tasks".formatted(arm, other.arm));
        }
        BitSet both = (BitSet) mine.clone();
        both.and(theirs);
        int onlyMine = mine.cardinality() - both.cardinality();
        int onlyTheirs = theirs.cardinality() - both.cardinality();
        return new PairedDifference(
                both.cardinality(), onlyMine, onlyTheirs, tasks - both.cardinality() - onlyMine - onlyTheirs);
    }
}
