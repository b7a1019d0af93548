package dev.r3.infra.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.stage.SpecTree;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.spec.EvaluateSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether what workflows tell each other of an experiment stays small, as Temporal wants it: a message holds all of the
 * spec, the models and data sets it starts with, and at the end every stage.
 */
final class MessageSizes {
    /** As large as a message may be, in bytes. */
    private static final int MOST = 64 << 10;

    /** At least as large as a stage, a model or a data set in a message, in bytes: keys, digests and a sentence or two. */
    private static final int REFERENCE = 1_000;

    /**
     * Data set, attempts, failures, training, gate, report; the arm of a champion, greedy and sampled, the champion and
     * why it is; the parent and the source.
     */
    private static final int ALWAYS = 12;

    private MessageSizes() {}

    static List<SpecProblem> check(SpecFile file) {
        ObjectNode spec = SpecTree.of(file.spec());
        int own = spec.toString().getBytes(StandardCharsets.UTF_8).length;
        int references = references(file.spec());
        List<SpecProblem> problems = new ArrayList<>();
        if (own + references * REFERENCE > MOST) {
            problems.add(file.problem(
                    "",
                    ("comes to messages of about %d KiB (%d for its own texts, the rest for %d stages and models);"
                                    + " expected at most %d: shorten its texts, or compare fewer baselines and data sets")
                            .formatted((own + references * REFERENCE) >> 10, own >> 10, references, MOST >> 10)));
        }
        return problems;
    }

    private static int references(ExperimentSpec spec) {
        EvaluateSpec evaluate = spec.evaluate();
        int controlled = 1 + SecondTryChoice.CONTROLS.size();
        int weights = 2 + evaluate.baselines().size() + (evaluate.taskGrpo() ? 1 : 0);
        int arms = weights - 2 + 2 * controlled + (evaluate.taskGrpo() ? 1 : 0);
        int sampled = evaluate.sampled().enabled() ? 2 * controlled + weights : 0;
        int models = 1 + evaluate.baselines().size();
        int checks = 4 * evaluate.forgetting().size();
        return ALWAYS + arms + sampled + models + checks;
    }
}
