package dev.r3.infra.spec;

import dev.r3.activities.failure.StageFailure;
import dev.r3.activities.policy.CheckpointDigest;
import dev.r3.activities.policy.LocalModel;
import dev.r3.workflows.contract.ArmName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The checkpoints that a spec names, found and digested. */
final class ModelFolders {
    private final SpecFile file;
    private final List<SpecProblem> problems;
    private final SortedMap<String, ModelFolder> found = new TreeMap<>();

    private ModelFolders(SpecFile file, List<SpecProblem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The checkpoints, by the names of their weights in arms; what is wrong goes to the problems. */
    static SortedMap<String, ModelFolder> of(SpecFile file, List<SpecProblem> problems) {
        ModelFolders models = new ModelFolders(file, problems);
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
                .forEach((name, folder) -> models.add(ArmName.baseline(name), "evaluate.baselines." + name, folder));
        return models.found;
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
