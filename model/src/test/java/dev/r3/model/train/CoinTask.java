package dev.r3.model.train;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.ErrorType;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import java.util.Map;
import java.util.Optional;

/** A task that a model of random weights can fail and pass: the answer's hash decides. */
record CoinTask(int number) implements Task {
    private static final ErrorType TAILS = new ErrorType("tails", "the coin fell on the other side");

    EpisodeTask episode() {
        return EpisodeTask.of("coin-" + number, this, new Coin());
    }

    @Override
    public String identity() {
        return "coin " + number;
    }

    @Override
    public ObjectNode row() {
        return JsonNodeFactory.instance.objectNode().put("number", number);
    }

    @Override
    public Map<String, String> promptVariables() {
        return Map.of("number", Integer.toString(number));
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
