package dev.r3.activities.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.ErrorType;
import dev.r3.verifiers.api.Prompts;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import dev.r3.workflows.contract.spec.EpisodeSpec;
import dev.r3.workflows.contract.spec.RetryContextChoice;
import dev.r3.workflows.contract.spec.TurnSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A task that any text solves or doesn't, by its hash: a model that was never trained does both. */
public record CoinTask(int number) implements Task {
    private static final ErrorType TAILS = new ErrorType("tails", "the coin fell on the other side");

    /** Whose prompts fit it. */
    public static final EpisodePlan EPISODES = new EpisodePlan(
            new Prompts("", "Toss coin {number}.", "Reflect.", "Toss again."),
            new EpisodeSpec(
                    new TurnSpec(1, 4), new TurnSpec(1, 6), new TurnSpec(1, 4), 4, 1, RetryContextChoice.CONVERSATION));

    /** The same with a retry prompt that says what was reflected. */
    public static EpisodePlan hinting(RetryContextChoice context) {
        Prompts prompts = EPISODES.prompts();
        EpisodeSpec spec = EPISODES.spec();
        return new EpisodePlan(
                new Prompts(prompts.system(), prompts.task(), prompts.reflection(), "Hint: {reflection} {task-prompt}"),
                new EpisodeSpec(
                        spec.firstAnswer(),
                        spec.reflection(),
                        spec.retry(),
                        spec.reflections(),
                        spec.retries(),
                        context));
    }

    public static List<EpisodeTask> first(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> EpisodeTask.of("coin-" + i, new CoinTask(i), new Coin()))
                .toList();
    }

    @Override
    public String identity() {
        return Integer.toString(number);
    }

    @Override
    public ObjectNode row() {
        return JsonNodeFactory.instance.objectNode().put("number", number);
    }

    @Override
    public Map<String, String> promptVariables() {
        return Map.of("number", identity());
    }

    private static final class Coin implements Verifier<CoinTask> {
        @Override
        public Verdict verify(CoinTask task, Completion completion) {
            return (completion.text() + task.number()).hashCode() % 2 == 0
                    ? Verdict.passed()
                    : Verdict.failed(TAILS, "");
        }

        @Override
        public Optional<String> answerText(Completion completion) {
            return Optional.of(completion.text());
        }

        @Override
        public Optional<String> goldAnswer(CoinTask task) {
            return Optional.empty();
        }
    }
}
