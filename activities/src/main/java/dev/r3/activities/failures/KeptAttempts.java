package dev.r3.activities.failures;

import static java.util.Objects.requireNonNull;

import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.TaskAttempts;
import java.util.List;

/**
 * All answers to a training task with their verdicts, as the file of the {@code failures} stage keeps them.
 *
 * @param task its id
 * @param prompt tokens that all answers follow; none if none was written
 * @param greedy one answer, or none
 */
record KeptAttempts(String task, List<Integer> prompt, List<KeptAnswer> sampled, List<KeptAnswer> greedy) {
    KeptAttempts {
        requireNonNull(task, "task is null");
        prompt = List.copyOf(prompt);
        sampled = List.copyOf(sampled);
        greedy = List.copyOf(greedy);
    }

    static KeptAttempts judged(TaskAnswers answers, EpisodeTask task) {
        return new KeptAttempts(
                answers.task(), answers.prompt(), judged(answers.sampled(), task), judged(answers.greedy(), task));
    }

    private static List<KeptAnswer> judged(List<SampledAnswer> answers, EpisodeTask task) {
        return answers.stream().map(answer -> KeptAnswer.judged(answer, task)).toList();
    }

    TaskAttempts attempts() {
        return new TaskAttempts(
                task,
                sampled.stream().map(KeptAnswer::attempt).toList(),
                greedy.stream().map(KeptAnswer::attempt).findFirst());
    }
}
