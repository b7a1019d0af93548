package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.policy.Completion;
import dev.r3.model.policy.Conversation;
import dev.r3.model.tokenizer.ChatMessage;
import dev.r3.verifiers.api.GuardedVerifier;
import dev.r3.verifiers.api.Prompts;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A task with the verifier that judges its answers, whatever its family. */
public final class EpisodeTask {
    private final String id;
    private final Map<String, String> variables;
    private final List<ObjectNode> tools;
    private final Function<dev.r3.verifiers.api.Completion, Verdict> verdict;

    private EpisodeTask(
            String id,
            Map<String, String> variables,
            List<ObjectNode> tools,
            Function<dev.r3.verifiers.api.Completion, Verdict> verdict) {
        this.id = requireNonNull(id, "id is null");
        this.variables = Map.copyOf(variables);
        this.tools = List.copyOf(tools);
        this.verdict = verdict;
    }

    /**
     * A task of a family.
     *
     * @param id names it in keys of random numbers and in results
     * @param verifier if it breaks, its verdict is a fault
     */
    public static <T extends Task> EpisodeTask of(String id, T task, Verifier<T> verifier) {
        List<ObjectNode> tools =
                task.tools().stream().map(JsonNode::<ObjectNode>deepCopy).toList();
        Verifier<T> guarded = new GuardedVerifier<>(verifier);
        return new EpisodeTask(id, task.promptVariables(), tools, completion -> guarded.verify(task, completion));
    }

    public String id() {
        return id;
    }

    /** What prompts may name of it. */
    public Map<String, String> variables() {
        return variables;
    }

    /** The conversation that asks for the first answer. */
    Conversation question(Prompts prompts) {
        return opening(prompts, ChatMessage.user(Prompts.render(prompts.task(), variables)));
    }

    /** A conversation with one message of the user. */
    Conversation opening(Prompts prompts, ChatMessage message) {
        List<ChatMessage> messages = new ArrayList<>();
        if (!prompts.system().isEmpty()) {
            messages.add(ChatMessage.system(Prompts.render(prompts.system(), variables)));
        }
        messages.add(message);
        return Conversation.of(messages, tools);
    }

    /** A prompt with this task's variables and more. */
    String render(String template, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(more);
        return Prompts.render(template, all);
    }

    /** What the verifier says of a completion. */
    Verdict judge(Completion completion) {
        return judge(judged(completion));
    }

    /** What the verifier says of an answer. */
    public Verdict judge(dev.r3.verifiers.api.Completion answer) {
        return verdict.apply(answer);
    }

    /** What verifiers see of a completion. */
    static dev.r3.verifiers.api.Completion judged(Completion completion) {
        return new dev.r3.verifiers.api.Completion(completion.text(), completion.truncated());
    }
}
