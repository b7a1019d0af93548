package dev.r3.verifiers.match;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.answer.AnswerTags;
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
import java.util.stream.Stream;

/** Questions whose answer is a fixed text. */
public final class MatchFamily implements TaskFamily<QuestionTask> {

    private static final String ANSWER_FROM = "answer-from";
    private static final String NORMALISE = "normalise";

    private static final Prompts PROMPTS = new Prompts(
            "",
            "{question}\nReturn the final answer in <answer> </answer> tags.",
            "You tried answering the following question and got the wrong answer. "
                    + "Reflect on what went wrong and write a short explanation that will help you do better next time.",
            "Now try again.\n{question}\nReturn the final answer in <answer> </answer> tags.");

    @Override
    public String id() {
        return "match";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public String description() {
        return "Answer a question with a fixed text.";
    }

    @Override
    public List<Column> columns() {
        return QuestionTask.COLUMNS;
    }

    @Override
    public List<Option> options() {
        return Stream.concat(
                        Stream.of(
                                new Option(
                                        NORMALISE,
                                        "whitespace-and-case",
                                        "what may differ: exact, whitespace-and-case"),
                                new Option(ANSWER_FROM, "block", "what is the answer: block, completion")),
                        AnswerTags.OPTIONS.stream())
                .toList();
    }

    @Override
    public List<ErrorType> errorTypes() {
        return MatchVerifier.ERRORS;
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
        return QuestionTask.read(row);
    }

    @Override
    public Verifier<QuestionTask> verifier(Options options) {
        return new MatchVerifier(
                options.choice(ANSWER_FROM, AnswerSource.class),
                AnswerTags.from(options),
                options.choice(NORMALISE, Normalise.class));
    }
}
