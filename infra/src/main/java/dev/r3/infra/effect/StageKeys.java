package dev.r3.infra.effect;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.policy.EpisodePlan;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.util.List;

/** All that each stage's result depends on: parts of the spec, and digests of what it reads. */
final class StageKeys {
    /** Raise it when the same inputs give other results. */
    private static final int VERSION = 1;

    private static final JsonMapper DASHED = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .build();

    private final ExperimentSpec spec;
    private final EpisodePlan episodes;
    private final String verifier;

    StageKeys(ExperimentSpec spec, EpisodePlan episodes, String verifier) {
        this.spec = spec;
        this.episodes = episodes;
        this.verifier = verifier;
    }

    ObjectNode dataset(String source) {
        ObjectNode key = key();
        key.set("data", without(spec.data(), List.of("source")));
        return key.put("source", source);
    }

    ObjectNode attempts(String data, String policy) {
        ObjectNode key = models(data, policy);
        key.put("seed", spec.seed());
        key.set("prompts", without(episodes.prompts(), List.of("reflection", "retry")));
        key.set("first-answer", DASHED.valueToTree(spec.episode().firstAnswer()));
        key.set("failures", DASHED.valueToTree(spec.failures()));
        return key;
    }

    ObjectNode training(String data, String policy, String attempts) {
        ObjectNode key = models(data, policy);
        key.put("seed", spec.seed()).put("attempts", attempts);
        key.set("prompts", DASHED.valueToTree(episodes.prompts()));
        key.set("episode", DASHED.valueToTree(spec.episode()));
        key.set("train", DASHED.valueToTree(spec.train()));
        key.put("validation-tasks", spec.evaluate().validationTasks());
        return key;
    }

    ObjectNode evaluation(String data, String weights) {
        ObjectNode key = models(data, weights);
        key.set("prompts", DASHED.valueToTree(episodes.prompts()));
        ObjectNode episode = without(spec.episode(), List.of("reflections"));
        key.set("episode", episode);
        return key.put("tasks", spec.evaluate().tasks());
    }

    ObjectNode controls(String data, String weights) {
        ObjectNode key = evaluation(data, weights).put("seed", spec.seed());
        key.set("evaluate", without(spec.evaluate(), List.of("baselines", "tasks", "validation-tasks")));
        return key;
    }

    private ObjectNode models(String data, String weights) {
        ObjectNode key = key();
        key.put("data", data).put("weights", weights);
        key.set("policy", without(spec.policy(), List.of("checkpoint")));
        return key;
    }

    private ObjectNode key() {
        return DASHED.createObjectNode().put("version", VERSION).put("verifier", verifier);
    }

    private static ObjectNode without(Record part, List<String> names) {
        ObjectNode tree = DASHED.valueToTree(part);
        return tree.remove(names);
    }
}
