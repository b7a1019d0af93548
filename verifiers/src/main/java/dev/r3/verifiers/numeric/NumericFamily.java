package dev.r3.verifiers.numeric;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.Column;
import dev.r3.verifiers.api.ErrorType;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Option;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Prompts;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.verifiers.api.Verifier;
import dev.r3.verifiers.question.QuestionTask;
import java.util.List;
import java.util.Set;

/** Questions whose answer is a number, as in GSM8K. */
public final class NumericFamily implements TaskFamily<QuestionTask> {

    private static final String FALLBACK = "fallback";

    private static final Prompts PROMPTS = new Prompts(
            "",
            "{question}\nThink step by step. Write the final answer as a number after #### on the last line.",
            "You tried solving the following problem and got the wrong answer. "
                    + "Reflect on what went wrong and write a short explanation that will help you do better next time.",
            "Now try again.\n{question}\nWrite the final answer as a number after #### on the last line.");

    @Override
    public String id() {
        return "numeric";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public String description() {
        return "Answer a question with a number.";
    }

    @Override
    public List<Column> columns() {
        return QuestionTask.COLUMNS;
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option(
                        FALLBACK,
                        "none",
                        "where the answer is without \\boxed{} and ####: none (wrong format) or last-number (of the completion)"));
    }

    @Override
    public List<ErrorType> errorTypes() {
        return NumericError.ALL;
    }

    @Override
    public Set<String> promptVariables() {
        return Set.of("question");
    }

    @Override
    public Prompts prompts() {
        return PROMPTS;
    }

    @Override
    public QuestionTask readTask(ObjectNode row) throws InvalidTaskException {
        QuestionTask task = QuestionTask.read(row);
        if (GoldNumber.find(task).isEmpty()) {
            throw new InvalidTaskException("no-number", "'answer' gives no number after #### or as a whole");
        }
        return task;
    }

    @Override
    public Verifier<QuestionTask> verifier(Options options) {
        return new NumericVerifier(options.choice(FALLBACK, Fallback.class));
    }
}
