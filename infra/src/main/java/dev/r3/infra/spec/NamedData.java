package dev.r3.infra.spec;

import dev.r3.activities.dataset.ColumnMapping;
import dev.r3.activities.dataset.DataFormat;
import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.stage.Sha256;
import dev.r3.verifiers.api.Fingerprint;
import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Nearest;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.ForgettingSpec;
import dev.r3.workflows.contract.spec.TaskSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tasks as a spec names them: the experiment's own, or those that forgetting is checked on.
 *
 * @param taskKey where the task stands in the spec
 * @param dataKey where source and columns stand
 */
record NamedData(
        SpecFile file, TaskSpec task, String taskKey, String source, Map<String, String> columns, String dataKey) {

    static NamedData own(SpecFile file) {
        DataSpec data = file.spec().data();
        return new NamedData(file, file.spec().task(), "task", data.source(), data.columns(), "data");
    }

    /** Those of the check of this name. */
    static NamedData checked(SpecFile file, String name, ForgettingSpec check) {
        String key = "evaluate.forgetting." + name;
        return new NamedData(file, check.task(), key + ".task", check.source(), check.columns(), key);
    }

    /** Finds family and file and digests them; what is wrong goes to the problems. */
    Optional<ResolvedData> resolve(TaskFamilies families, List<SpecProblem> problems) {
        List<SpecProblem> mine = new ArrayList<>();
        Optional<Fingerprint> verifier = family(families, mine).flatMap(family -> check(family, mine));
        Optional<Path> path = path(mine);
        Optional<Digest> digest = mine.isEmpty() ? path.flatMap(found -> digest(found, mine)) : Optional.empty();
        problems.addAll(mine);
        return digest.map(
                content -> new ResolvedData(new Digest(verifier.orElseThrow().value()), path.orElseThrow(), content));
    }

    private Optional<TaskFamily<?>> family(TaskFamilies families, List<SpecProblem> problems) {
        String id = task.family();
        Optional<TaskFamily<?>> found = families.find(id);
        if (found.isEmpty()) {
            List<String> known = families.all().stream().map(TaskFamily::id).toList();
            String meant = Nearest.to(id, known)
                    .map("did you mean '%s'?"::formatted)
                    .orElse("known families: " + String.join(", ", known));
            problems.add(file.problem(taskKey + ".family", "is '%s', which is unknown; %s".formatted(id, meant)));
        }
        return found;
    }

    /** Checks what the spec asks of a family; gives its verifier's fingerprint if its options are right. */
    private Optional<Fingerprint> check(TaskFamily<?> family, List<SpecProblem> problems) {
        problems.addAll(PromptCheck.problems(file, family, taskKey, task.prompts()));
        try {
            new ColumnMapping(columns).requireKnown(family);
        } catch (ConfigFailure e) {
            problems.add(file.problem(dataKey + ".columns", String.valueOf(e.getMessage())));
        }
        try {
            Options options = Options.of(family.options(), task.options());
            family.verifier(options);
            return Optional.of(Fingerprint.of(family, options));
        } catch (InvalidOptionException e) {
            problems.add(file.problem(taskKey + ".options", String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private Optional<Path> path(List<SpecProblem> problems) {
        String key = dataKey + ".source";
        Path path;
        try {
            path = file.path().toAbsolutePath().resolveSibling(source).normalize();
        } catch (InvalidPathException e) {
            problems.add(file.problem(key, "is no path: " + e.getReason()));
            return Optional.empty();
        }
        if (!Files.isRegularFile(path)) {
            problems.add(file.problem(
                    key,
                    "is '%s', but %s is no file; the path is relative to the spec's folder".formatted(source, path)));
            return Optional.empty();
        }
        try {
            DataFormat.ofFileName(path.getFileName().toString());
        } catch (DataFailure e) {
            problems.add(file.problem(key, String.valueOf(e.getMessage())));
        }
        return Optional.of(path);
    }

    private Optional<Digest> digest(Path path, List<SpecProblem> problems) {
        try {
            return Optional.of(Sha256.of(path));
        } catch (IOException e) {
            problems.add(file.problem(
                    dataKey + ".source", "%s cannot be read: %s".formatted(path, FileFailures.explain(e))));
            return Optional.empty();
        }
    }
}
