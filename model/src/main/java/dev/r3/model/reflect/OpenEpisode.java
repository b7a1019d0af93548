package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.generate.SampleKey;
import dev.r3.model.policy.Completion;
import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.Conversation;
import dev.r3.model.tokenizer.ChatMessage;
import dev.r3.verifiers.api.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An episode that is being written: what follows each of its turns. */
final class OpenEpisode {
    private final EpisodeConfig config;
    private final EpisodeTask task;
    private final int course;
    private final OpenTurns turns;
    /** By the reflection's sample. */
    private final SortedMap<Integer, ReflectedTry> tries = new TreeMap<>();

    private @Nullable Attempt firstAnswer;

    /**
     * @param course of the task in its run
     */
    OpenEpisode(EpisodeConfig config, EpisodeTask task, int course, OpenTurns turns) {
        this.config = config;
        this.task = task;
        this.course = course;
        this.turns = turns;
    }

    /** The first requests. */
    List<CompletionRequest> start(EpisodeStart start) {
        Conversation question = task.question(config.prompts());
        if (start.failedAnswer().isEmpty()) {
            OpenTurn turn = OpenTurn.attempt(task, this::afterFirstAnswer);
            return List.of(turns.request("first", task, course, question, config.firstAnswer(), turn));
        }
        dev.r3.verifiers.api.Completion given = start.failedAnswer().get();
        firstAnswer = new Attempt.Given(given, task.judge(given));
        return afterVerdict(firstAnswer.verdict(), question.then(ChatMessage.assistant(given.text())));
    }

    /** What was written, once nothing is left to write. */
    Episode finished() {
        return new Episode(task, requireNonNull(firstAnswer, "no first answer"), List.copyOf(tries.values()));
    }

    private List<CompletionRequest> afterFirstAnswer(Attempt attempt) {
        firstAnswer = attempt;
        return attempt instanceof Attempt.Written written
                ? afterVerdict(written.verdict(), written.completion().conversation())
                : List.of();
    }

    /** Reflections on a failure; an answer that can't be judged is none. */
    private List<CompletionRequest> afterVerdict(Verdict verdict, Conversation answered) {
        if (!(verdict instanceof Verdict.Failed)) {
            return List.of();
        }
        String message = task.render(config.prompts().reflection(), Map.of());
        Conversation asked = answered.then(ChatMessage.user(message));
        return IntStream.range(0, config.reflections())
                .mapToObj(i ->
                        turns.request("reflection", task, number(i), asked, config.reflection(), new Reflecting(i)))
                .toList();
    }

    /** Which of the task's reflections in its run one of this course is. */
    private int number(int reflection) {
        return course * config.reflections() + reflection;
    }

    /** A reflection that is being written. */
    private final class Reflecting implements OpenTurn {
        private final int sample;

        private Reflecting(int sample) {
            this.sample = sample;
        }

        @Override
        public List<CompletionRequest> written(Completion reflection) {
            return new Retrying(sample, reflection).first();
        }

        @Override
        public List<CompletionRequest> rejected(SampleKey key, String reason) {
            tries.put(sample, new ReflectedTry.Rejected(key, reason));
            return List.of();
        }
    }

    /** A reflection that is being retried. */
    private final class Retrying {
        private final int sample;
        private final Completion reflection;
        private final ChatMessage message;
        private final List<Attempt> retries = new ArrayList<>();

        private Retrying(int sample, Completion reflection) {
            this.sample = sample;
            this.reflection = reflection;
            String question = task.render(config.prompts().task(), Map.of());
            this.message = ChatMessage.user(task.render(
                    config.prompts().retry(),
                    Map.of(EpisodeConfig.TASK_PROMPT, question, EpisodeConfig.REFLECTION, reflection.text())));
        }

        private List<CompletionRequest> first() {
            return request(
                    switch (config.retryContext()) {
                        case CONVERSATION -> reflection.conversation().then(message);
                        case REFLECTION -> task.opening(config.prompts(), message);
                    });
        }

        private List<CompletionRequest> request(Conversation conversation) {
            int number = number(sample) * config.retries() + retries.size();
            OpenTurn turn = OpenTurn.attempt(task, this::after);
            return List.of(turns.request("retry", task, number, conversation, config.retry(), turn));
        }

        private List<CompletionRequest> after(Attempt retry) {
            retries.add(retry);
            boolean again = retry.verdict() instanceof Verdict.Failed && retries.size() < config.retries();
            if (again && retry instanceof Attempt.Written written) {
                return request(written.completion().conversation().then(message));
            }
            tries.put(sample, new ReflectedTry.Retried(reflection, retries));
            return List.of();
        }
    }
}
