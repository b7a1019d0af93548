package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.Conversation;
import dev.r3.model.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * First answers without what follows them in an {@link Episodes episode}: groups of plain GRPO, and the attempts that a
 * failure set is made of. All answers to a task share its prompt.
 */
public final class FirstAnswers {
    /** Where the greedy answer is among a task's. */
    private static final int GREEDY = -1;

    private final Policy policy;
    private final FirstAnswerConfig config;
    private final long seed;

    /**
     * @param policy stays the caller's to close
     * @param seed of the experiment, for the policy's random numbers
     */
    public FirstAnswers(Policy policy, FirstAnswerConfig config, long seed) {
        this.policy = requireNonNull(policy, "policy is null");
        this.config = requireNonNull(config, "config is null");
        this.seed = seed;
    }

    /**
     * Has tasks answered; the results are in their order. A task's random numbers don't depend on the others, so
     * callers may cut a data set into batches as they like.
     *
     * @param stage what the answers are for, such as {@code attempts}: part of the key of their random numbers
     * @throws IllegalArgumentException if two tasks have one id, or a prompt names a variable that its task has not
     */
    public List<TaskAttempts> run(String stage, List<EpisodeTask> tasks) {
        OpenTurns turns = new OpenTurns(seed, stage);
        List<SortedMap<Integer, Attempt>> attempts = new ArrayList<>();
        List<CompletionRequest> requests = new ArrayList<>();
        for (EpisodeTask task : tasks) {
            SortedMap<Integer, Attempt> ofTask = new TreeMap<>();
            attempts.add(ofTask);
            requests.addAll(requests(task, turns, ofTask));
        }
        policy.run(requests, turns);
        List<TaskAttempts> results = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            SortedMap<Integer, Attempt> ofTask = attempts.get(i);
            Optional<Attempt> greedy = Optional.ofNullable(ofTask.remove(GREEDY));
            results.add(new TaskAttempts(tasks.get(i).id(), List.copyOf(ofTask.values()), greedy));
        }
        return results;
    }

    private List<CompletionRequest> requests(EpisodeTask task, OpenTurns turns, SortedMap<Integer, Attempt> attempts) {
        Conversation question = task.question(config.prompts());
        List<CompletionRequest> requests = new ArrayList<>();
        config.greedy().ifPresent(settings -> {
            OpenTurn turn = kept(task, attempts, GREEDY);
            requests.add(turns.request("greedy", task, 0, question, settings, turn));
        });
        for (int i = 0; i < config.samples(); i++) {
            OpenTurn turn = kept(task, attempts, i);
            requests.add(turns.request("first", task, i, question, config.answer(), turn));
        }
        return requests;
    }

    private static OpenTurn kept(EpisodeTask task, SortedMap<Integer, Attempt> attempts, int place) {
        return OpenTurn.attempt(task, attempt -> {
            attempts.put(place, attempt);
            return List.of();
        });
    }
}
