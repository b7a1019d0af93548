package dev.r3.model.pretrain;

import dev.r3.model.pretrain.CorpusDocument.Message;
import dev.r3.model.pretrain.CorpusDocument.Part;
import dev.r3.verifiers.api.Prompts;
import dev.r3.verifiers.countdown.CountdownTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The corpus's documents, one after the other: conversations in the family's prompts, as an episode has them. A wrong
 * first answer is never learnt; a retry is, right or wrong, and so are the reflections that the model shall write itself.
 */
final class CountdownDocuments {
    /** A longer reflection would outgrow what episodes give it. */
    private static final int MOST_MISSES = 2;

    private final CorpusMix mix;
    private final TaskSource tasks;
    private final WrongAnswers wrongAnswers;
    private final SplittableRandom random;

    /**
     * @param taskOptions of the family's generator
     * @param heldOut identities of tasks that no document may show
     */
    CountdownDocuments(CorpusMix mix, long seed, Map<String, String> taskOptions, Set<String> heldOut) {
        this.mix = mix;
        this.tasks = new TaskSource(seed, taskOptions, heldOut);
        this.wrongAnswers = new WrongAnswers(mix.wrongNumbers());
        this.random = new SplittableRandom(seed);
    }

    CorpusDocument next() {
        CountdownTask task = tasks.next();
        DocumentKind kind = mix.kind(random.nextDouble(), random.nextDouble());
        return switch (kind) {
            case DIRECT -> direct(task);
            case UNREFLECTED -> retried(kind, List.of(task), List.of(), retry(task));
            case REMARK -> reflected(kind, List.of(task), Part.LEARNT_ASSISTANT, Reflections.remark(random));
            case FIXED -> reflected(kind, List.of(task), Part.CONTEXT_ASSISTANT, mix.fixedReflection());
            case FOREIGN -> foreign(task, tasks.next());
            case WORKED -> worked(task);
        };
    }

    private CorpusDocument direct(CountdownTask task) {
        return new CorpusDocument(
                DocumentKind.DIRECT,
                List.of(task),
                List.of(question(task), new Message(Part.LEARNT_ASSISTANT, answer(solution(task)))));
    }

    private CorpusDocument worked(CountdownTask task) {
        Expression solution = solution(task);
        Message reflection = new Message(Part.LEARNT_ASSISTANT, Reflections.worked(misses(task), solution));
        return retried(DocumentKind.WORKED, List.of(task), List.of(reflection), solution);
    }

    private CorpusDocument foreign(CountdownTask task, CountdownTask other) {
        return reflected(
                DocumentKind.FOREIGN,
                List.of(task, other),
                Part.CONTEXT_ASSISTANT,
                Reflections.worked(misses(other), solution(other)));
    }

    private CorpusDocument reflected(DocumentKind kind, List<CountdownTask> shown, Part part, String reflection) {
        return retried(kind, shown, List.of(new Message(part, reflection)), retry(shown.get(0)));
    }

    /**
     * @param shown the task and perhaps another
     * @param reflection none, or one, which is then asked for
     */
    private CorpusDocument retried(
            DocumentKind kind, List<CountdownTask> shown, List<Message> reflection, Expression retry) {
        CountdownTask task = shown.get(0);
        Map<String, String> variables = task.promptVariables();
        List<Message> messages = new ArrayList<>();
        messages.add(question(task));
        messages.add(new Message(Part.CONTEXT_ASSISTANT, answer(wrongAnswers.draw(task, random))));
        for (Message written : reflection) {
            messages.add(new Message(Part.USER, Prompts.render(CountdownCorpus.PROMPTS.reflection(), variables)));
            messages.add(written);
        }
        messages.add(new Message(Part.USER, Prompts.render(CountdownCorpus.PROMPTS.retry(), variables)));
        messages.add(new Message(Part.LEARNT_ASSISTANT, answer(retry)));
        return new CorpusDocument(kind, shown, messages);
    }

    /** What a worked reflection tries first. */
    private List<Expression> misses(CountdownTask task) {
        List<Expression> misses = new ArrayList<>();
        while (misses.size() < MOST_MISSES && random.nextDouble() < mix.missed()) {
            misses.add(WrongAnswers.miss(task, random));
        }
        return misses;
    }

    private Expression retry(CountdownTask task) {
        return random.nextDouble() < mix.rightRetries() ? solution(task) : wrongAnswers.draw(task, random);
    }

    private static Message question(CountdownTask task) {
        return new Message(Part.USER, Prompts.render(CountdownCorpus.PROMPTS.task(), task.promptVariables()));
    }

    private static Expression solution(CountdownTask task) {
        return ExpressionText.parse(task.solution().orElseThrow());
    }

    private static String answer(Expression expression) {
        return "<answer> " + expression.text() + " </answer>";
    }
}
