package dev.r3.infra.spec;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.stage.SpecTree;
import dev.r3.verifiers.api.CanonicalJson;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.spec.GateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns a spec into what it stands for: names become families, files become digests. */
public final class SpecResolver {

    private final TaskFamilies families;

    public SpecResolver(TaskFamilies families) {
        this.families = requireNonNull(families, "families is null");
    }

    /**
     * Checks what a spec names and digests what it reads.
     *
     * @throws SpecException with every mistake found: a family, an option, a variable, a column or a file that is not there
     */
    public ResolvedSpec resolve(SpecFile file) throws SpecException {
        return resolve(file, last(file));
    }

    /** A spec without a model is about data alone. */
    private static StageKind last(SpecFile file) {
        return file.spec().policy().checkpoint().isEmpty() ? StageKind.DATASET : StageKind.REPORT;
    }

    /**
     * The same for an experiment that ends early.
     *
     * @param until the last stage; what only later ones read is not looked at
     * @throws SpecException see {@link #resolve(SpecFile)}
     */
    public ResolvedSpec resolve(SpecFile file, StageKind until) throws SpecException {
        List<SpecProblem> problems = new ArrayList<>();
        Optional<ResolvedData> data = NamedData.own(file).resolve(families, problems);
        families.find(file.spec().task().family()).ifPresent(family -> {
            problems.addAll(PromptCheck.ofNoReflection(file, family));
            if (until.compareTo(StageKind.EVALUATION) >= 0) {
                problems.addAll(PromptCheck.ofEvaluation(file, family));
            }
        });
        checkParent(file, problems);
        checkSplit(file, until, problems);
        problems.addAll(MessageSizes.check(file));
        SortedMap<String, ResolvedModel> models =
                until == StageKind.DATASET ? new TreeMap<>() : NamedModels.of(file, problems);
        SortedMap<String, ResolvedData> checks =
                until.compareTo(StageKind.EVALUATION) < 0 ? new TreeMap<>() : checks(file, problems);
        if (data.isEmpty() || !problems.isEmpty()) {
            throw new SpecException(file.path(), problems);
        }
        return resolved(file, data.get(), models, checks, until);
    }

    private SortedMap<String, ResolvedData> checks(SpecFile file, List<SpecProblem> problems) {
        SortedMap<String, ResolvedData> found = new TreeMap<>();
        file.spec()
                .evaluate()
                .forgetting()
                .forEach((name, check) -> NamedData.checked(file, name, check)
                        .resolve(families, problems)
                        .ifPresent(data -> found.put(name, data)));
        return found;
    }

    private static void checkParent(SpecFile file, List<SpecProblem> problems) {
        String parent = file.spec().parent();
        if (!parent.isEmpty() && !ExperimentId.isId(parent)) {
            problems.add(file.problem(
                    "parent",
                    "is '%s', which is no run; expected one such as r3-countdown-0123456789ab, see `r3 list`"
                            .formatted(parent)));
        }
    }

    private static void checkSplit(SpecFile file, StageKind until, List<SpecProblem> problems) {
        if (until != StageKind.DATASET && !file.spec().data().split().trains()) {
            problems.add(file.problem(
                    "data.split", "validation + test is 1; expected less, so that tasks are left for training"));
        }
    }

    private static ResolvedSpec resolved(
            SpecFile file,
            ResolvedData data,
            SortedMap<String, ResolvedModel> models,
            SortedMap<String, ResolvedData> checks,
            StageKind until) {
        ObjectNode resolved = SpecTree.of(file.spec());
        ((ObjectNode) resolved.get("data")).put("source", "sha256:" + data.sourceDigest());
        ((ObjectNode) resolved.get("task")).put("verifier", data.verifier().hex());
        models.forEach((weights, model) -> resolved.withObject("/models")
                .put(weights, "sha256:" + model.digest().hex()));
        if (file.spec().parent().isEmpty()) {
            // A spec from before there were parents is the same one as ever.
            resolved.remove("parent");
        }
        if (file.spec().gate().equals(GateSpec.STANDARD)) {
            resolved.remove("gate");
        }
        // How much of the way to the result is kept decides nothing of it.
        ((ObjectNode) resolved.get("train")).remove("keep-snapshots");
        if (file.spec().train().convergedAfter() == 0) {
            ((ObjectNode) resolved.get("train")).remove("converged-after");
        }
        if (!file.spec().evaluate().taskGrpo()) {
            ((ObjectNode) resolved.get("evaluate")).remove("task-grpo");
        }
        // Where it lies doesn't count, what it is does.
        ((ObjectNode) resolved.get("policy")).remove("checkpoint");
        ((ObjectNode) resolved.get("evaluate")).remove("baselines");
        if (checks.isEmpty()) {
            ((ObjectNode) resolved.get("evaluate")).remove("forgetting");
        }
        checks.forEach((name, check) -> resolved.withObject("/evaluate/forgetting/" + name)
                .put("source", "sha256:" + check.sourceDigest())
                .withObject("/task")
                .put("verifier", check.verifier().hex()));
        if (until != last(file)) {
            resolved.put("until", until.label());
        }
        return new ResolvedSpec(
                file.spec(),
                new Digest(CanonicalJson.sha256(resolved)),
                data.verifier(),
                data.source(),
                data.sourceDigest(),
                models,
                checks,
                until);
    }
}
