package dev.r3.infra.spec;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.dataset.ColumnMapping;
import dev.r3.activities.dataset.DataFormat;
import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.stage.Sha256;
import dev.r3.activities.stage.SpecTree;
import dev.r3.verifiers.api.CanonicalJson;
import dev.r3.verifiers.api.Fingerprint;
import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Nearest;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.spec.GateSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
        Optional<Fingerprint> verifier = family(file, problems).flatMap(family -> check(family, file, problems));
        checkParent(file, problems);
        Path source = source(file, problems);
        SortedMap<String, ModelFolder> models =
                until == StageKind.DATASET ? new TreeMap<>() : ModelFolders.of(file, problems);
        if (verifier.isEmpty() || !problems.isEmpty()) {
            throw new SpecException(file.path(), problems);
        }
        return resolved(file, verifier.get(), source, models, until);
    }

    private Optional<TaskFamily<?>> family(SpecFile file, List<SpecProblem> problems) {
        String id = file.spec().task().family();
        Optional<TaskFamily<?>> found = families.find(id);
        if (found.isEmpty()) {
            List<String> known = families.all().stream().map(TaskFamily::id).toList();
            String meant = Nearest.to(id, known)
                    .map("did you mean '%s'?"::formatted)
                    .orElse("known families: " + String.join(", ", known));
            problems.add(file.problem("task.family", "is '%s', which is unknown; %s".formatted(id, meant)));
        }
        return found;
    }

    /** Checks what the spec asks of a family; gives its verifier's fingerprint if its options are right. */
    private static Optional<Fingerprint> check(TaskFamily<?> family, SpecFile file, List<SpecProblem> problems) {
        problems.addAll(PromptCheck.problems(file, family));
        try {
            new ColumnMapping(file.spec().data().columns()).requireKnown(family);
        } catch (ConfigFailure e) {
            problems.add(file.problem("data.columns", String.valueOf(e.getMessage())));
        }
        try {
            Options options = Options.of(family.options(), file.spec().task().options());
            family.verifier(options);
            return Optional.of(Fingerprint.of(family, options));
        } catch (InvalidOptionException e) {
            problems.add(file.problem("task.options", String.valueOf(e.getMessage())));
            return Optional.empty();
        }
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

    private static Path source(SpecFile file, List<SpecProblem> problems) {
        String given = file.spec().data().source();
        Path source;
        try {
            source = file.path().toAbsolutePath().resolveSibling(given).normalize();
        } catch (InvalidPathException e) {
            problems.add(file.problem("data.source", "is no path: " + e.getReason()));
            return file.path();
        }
        if (!Files.isRegularFile(source)) {
            problems.add(file.problem(
                    "data.source",
                    "is '%s', but %s is no file; the path is relative to the spec's folder".formatted(given, source)));
            return source;
        }
        try {
            DataFormat.ofFileName(source.getFileName().toString());
        } catch (DataFailure e) {
            problems.add(file.problem("data.source", String.valueOf(e.getMessage())));
        }
        return source;
    }

    private static ResolvedSpec resolved(
            SpecFile file, Fingerprint fingerprint, Path source, SortedMap<String, ModelFolder> models, StageKind until)
            throws SpecException {
        Digest sourceDigest = digest(file, source);
        Digest verifier = new Digest(fingerprint.value());
        ObjectNode resolved = SpecTree.of(file.spec());
        ((ObjectNode) resolved.get("data")).put("source", "sha256:" + sourceDigest);
        ((ObjectNode) resolved.get("task")).put("verifier", verifier.hex());
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
        if (until != last(file)) {
            resolved.put("until", until.label());
        }
        return new ResolvedSpec(
                file.spec(), new Digest(CanonicalJson.sha256(resolved)), verifier, source, sourceDigest, models, until);
    }

    private static Digest digest(SpecFile file, Path source) throws SpecException {
        try {
            return Sha256.of(source);
        } catch (IOException e) {
            throw new SpecException(
                    file.path(),
                    List.of(file.problem(
                            "data.source", "%s cannot be read: %s".formatted(source, FileFailures.explain(e)))));
        }
    }
}
