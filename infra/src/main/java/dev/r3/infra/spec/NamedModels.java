package dev.r3.infra.spec;

import dev.r3.activities.endpoint.EndpointFile;
import dev.r3.activities.failure.StageFailure;
import dev.r3.activities.policy.CheckpointDigest;
import dev.r3.activities.policy.LocalModel;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.spec.BaselineSpec;
import dev.r3.workflows.contract.spec.EndpointSpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The models that a spec names: checkpoints, found and digested, and those behind servers. */
final class NamedModels {
    private final SpecFile file;
    private final List<SpecProblem> problems;
    private final SortedMap<String, ResolvedModel> found = new TreeMap<>();

    private NamedModels(SpecFile file, List<SpecProblem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The models, by the names of their weights in arms; what is wrong goes to the problems. */
    static SortedMap<String, ResolvedModel> of(SpecFile file, List<SpecProblem> problems) {
        NamedModels models = new NamedModels(file, problems);
        String policy = file.spec().policy().checkpoint();
        if (policy.isEmpty()) {
            problems.add(
                    file.problem("policy.checkpoint", "is missing; expected the folder of the model that is trained"));
        } else {
            models.add(ArmName.VANILLA, "policy.checkpoint", policy);
        }
        file.spec()
                .evaluate()
                .baselines()
                .forEach(
                        (name, baseline) -> models.add(ArmName.baseline(name), "evaluate.baselines." + name, baseline));
        return models.found;
    }

    private void add(String weights, String key, BaselineSpec baseline) {
        if (baseline instanceof BaselineSpec.Folder folder) {
            add(weights, key, folder.folder());
        } else if (baseline instanceof EndpointSpec endpoint) {
            found.put(weights, new ServedModel(endpoint, EndpointFile.digest(endpoint)));
        }
    }

    private void add(String weights, String key, String given) {
        try {
            Path folder = file.path().toAbsolutePath().resolveSibling(given).normalize();
            LocalModel.check(folder);
            found.put(weights, new ModelFolder(folder, CheckpointDigest.of(folder)));
        } catch (InvalidPathException e) {
            problems.add(file.problem(key, "is no path: " + e.getReason()));
        } catch (StageFailure e) {
            problems.add(file.problem(key, String.valueOf(e.getMessage())));
        }
    }
}
