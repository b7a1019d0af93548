package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.Sampling;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.policy.Completion;
import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.Conversation;
import dev.r3.model.tokenizer.ChatMessage;
import dev.r3.verifiers.api.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An episode that is being written: which requests it waits for, and what follows each. */
final class OpenEpisode {
    private final EpisodeConfig config;
    private final EpisodeTask task;
    private final long seed;
    private final String stage;
    private final Map<CompletionRequest, Function<Completion, List<CompletionRequest>>> open = new HashMap<>();
    private final List<Branch> branches = new ArrayList<>();
    private @Nullable FirstAnswer firstAnswer;

    OpenEpisode(EpisodeConfig config, EpisodeTask task, long seed, String stage) {
        this.config = config;
        this.task = task;
        this.seed = seed;
        this.stage = stage;
    }

    /** The first requests. */
    List<CompletionRequest> start(Optional<String> failedAnswer) {
        Conversation question = task.question(config.prompts());
        if (failedAnswer.isEmpty()) {
            return List.of(request("first", 0, question, config.firstAnswer(), this::afterFirstAnswer));
        }
        String answer = failedAnswer.get();
        Verdict verdict = task.judge(answer, false);
        firstAnswer = new FirstAnswer(answer, verdict, Optional.empty());
        return afterVerdict(verdict, question.then(ChatMessage.assistant(answer)));
    }

    /** What follows a completion that this episode waits for. */
    List<CompletionRequest> after(Completion completion) {
        return requireNonNull(open.remove(completion.request()), "not waited for")
                .apply(completion);
    }

    Episode finished() {
        return new Episode(
                task,
                requireNonNull(firstAnswer, "no first answer"),
                branches.stream()
                        .sorted(Comparator.comparing(Branch::sample))
                        .map(Branch::finished)
                        .toList());
    }

    private List<CompletionRequest> afterFirstAnswer(Completion completion) {
        Verdict verdict = task.judge(completion);
        firstAnswer = new FirstAnswer(completion.text(), verdict, Optional.of(completion));
        return afterVerdict(verdict, completion.conversation());
    }

    /** Reflections on a failure; an answer that can't be judged is none. */
    private List<CompletionRequest> afterVerdict(Verdict verdict, Conversation answered) {
        if (!(verdict instanceof Verdict.Failed)) {
            return List.of();
        }
        Conversation asked =
                answered.then(ChatMessage.user(task.render(config.prompts().reflection(), Map.of())));
        return IntStream.range(0, config.reflections())
                .mapToObj(i -> request("reflection", i, asked, config.reflection(), this::afterReflection))
                .toList();
    }

    private List<CompletionRequest> afterReflection(Completion reflection) {
        Branch branch = new Branch(reflection);
        branches.add(branch);
        return List.of(retry(branch, retryPrompt(reflection)));
    }

    private Conversation retryPrompt(Completion reflection) {
        String message = retryMessage(reflection);
        return switch (config.retryContext()) {
            case CONVERSATION -> reflection.conversation().then(ChatMessage.user(message));
            case REFLECTION -> task.opening(config.prompts(), message);
        };
    }

    private String retryMessage(Completion reflection) {
        String question = task.render(config.prompts().task(), Map.of());
        return task.render(config.prompts().retry(), Map.of("task-prompt", question, "reflection", reflection.text()));
    }

    private CompletionRequest retry(Branch branch, Conversation prompt) {
        int sample = branch.sample() * config.retries() + branch.retries.size();
        return request("retry", sample, prompt, config.retry(), completion -> afterRetry(branch, completion));
    }

    private List<CompletionRequest> afterRetry(Branch branch, Completion completion) {
        Verdict verdict = task.judge(completion);
        branch.retries.add(new Retry(completion, verdict));
        if (!(verdict instanceof Verdict.Failed) || branch.retries.size() == config.retries()) {
            return List.of();
        }
        String again = retryMessage(branch.reflection);
        return List.of(retry(branch, completion.conversation().then(ChatMessage.user(again))));
    }

    private CompletionRequest request(
            String turn,
            int sample,
            Conversation conversation,
            TurnSettings settings,
            Function<Completion, List<CompletionRequest>> then) {
        SampleKey key = new SampleKey(seed, stage + "/" + turn, task.id(), sample);
        Sampling sampling = settings.sampling();
        CompletionRequest request =
                new CompletionRequest(conversation, key, sampling, settings.maxTokens(), settings.stopStrings());
        open.put(request, then);
        return request;
    }

    /** A reflection with its retries so far. */
    private static final class Branch {
        private final Completion reflection;
        private final List<Retry> retries = new ArrayList<>();

        private Branch(Completion reflection) {
            this.reflection = reflection;
        }

        private int sample() {
            return reflection.request().key().sample();
        }

        private ReflectedTry finished() {
            return new ReflectedTry(reflection, retries);
        }
    }
}
