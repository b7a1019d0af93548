package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.Conversation;
import dev.r3.model.policy.Policy;
import dev.r3.model.tokenizer.ChatMessage;
import dev.r3.verifiers.api.Prompts;
import dev.r3.verifiers.api.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Retries without a reflection of the model's own: the method's controls. The conversations, prompts and retries are
 * those of {@link Episodes}, but for what a {@link GivenReflection} says.
 */
public final class ControlledRetries {
    private final Policy policy;
    private final EpisodeConfig config;
    private final long seed;

    /**
     * @param policy stays the caller's to close
     * @param seed of the experiment, for the policy's random numbers
     */
    public ControlledRetries(Policy policy, EpisodeConfig config, long seed) {
        this.policy = requireNonNull(policy, "policy is null");
        this.config = requireNonNull(config, "config is null");
        this.seed = seed;
    }

    /**
     * Has failed answers retried; the last retry of each, in their order.
     *
     * @param stage what they are for: part of the key of their random numbers
     * @throws IllegalArgumentException if two are the same course of one task id, or a prompt names a variable that its task has not
     */
    public List<Attempt> run(String stage, List<FailedTask> failures) {
        OpenTurns turns = new OpenTurns(seed, stage);
        List<Retrying> retries = new ArrayList<>();
        List<CompletionRequest> requests = new ArrayList<>();
        for (FailedTask failure : failures) {
            Retrying retrying = new Retrying(failure, turns);
            retries.add(retrying);
            requests.addAll(retrying.first());
        }
        policy.run(requests, turns);
        return retries.stream().map(Retrying::last).toList();
    }

    /** A failed answer that is being retried. */
    private final class Retrying {
        private final FailedTask failure;
        private final OpenTurns turns;
        private final ChatMessage message;
        private int written;
        private @Nullable Attempt last;

        private Retrying(FailedTask failure, OpenTurns turns) {
            this.failure = failure;
            this.turns = turns;
            this.message = ChatMessage.user(request());
        }

        private String request() {
            EpisodeTask task = failure.task();
            Prompts prompts = config.prompts();
            if (failure.reflection() instanceof GivenReflection.Text given) {
                return task.render(
                        prompts.retry(),
                        Map.of(
                                EpisodeConfig.TASK_PROMPT,
                                task.render(prompts.task(), Map.of()),
                                EpisodeConfig.REFLECTION,
                                given.text()));
            }
            String request = ((GivenReflection.None) failure.reflection()).request();
            return task.render(request, Map.of(EpisodeConfig.TASK_PROMPT, task.render(prompts.task(), Map.of())));
        }

        private List<CompletionRequest> first() {
            return request(
                    switch (config.retryContext()) {
                        case CONVERSATION -> reflected().then(message);
                        case REFLECTION -> failure.task().opening(config.prompts(), message);
                    });
        }

        /** Up to the reflection, or up to the failed answer without one. */
        private Conversation reflected() {
            EpisodeTask task = failure.task();
            Conversation answered = task.question(config.prompts())
                    .then(ChatMessage.assistant(failure.failedAnswer().text()));
            return failure.reflection() instanceof GivenReflection.Text given
                    ? answered.then(
                            ChatMessage.user(task.render(config.prompts().reflection(), Map.of())),
                            ChatMessage.assistant(given.text()))
                    : answered;
        }

        private List<CompletionRequest> request(Conversation conversation) {
            OpenTurn turn = OpenTurn.attempt(failure.task(), this::after);
            int number = failure.course() * config.retries() + written;
            return List.of(turns.request("retry", failure.task(), number, conversation, config.retry(), turn));
        }

        private List<CompletionRequest> after(Attempt retry) {
            last = retry;
            written++;
            boolean again = retry.verdict() instanceof Verdict.Failed && written < config.retries();
            return again && retry instanceof Attempt.Written answer
                    ? request(answer.completion().conversation().then(message))
                    : List.of();
        }

        private Attempt last() {
            return requireNonNull(last, "no retry");
        }
    }
}
