package dev.r3.infra.spec;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.stage.Sha256;
import dev.r3.verifiers.api.CanonicalJson;
import dev.r3.verifiers.api.Fingerprint;
import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Nearest;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns a spec into what it stands for: names become families, files become digests. */
public final class SpecResolver {

    private static final JsonMapper DASHED = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .build();

    private final TaskFamilies families;

    public SpecResolver(TaskFamilies families) {
        this.families = requireNonNull(families, "families is null");
    }

    /**
     * Checks what a spec names and digests what it reads.
     *
     * @param file where the spec stands: its source is relative to that folder
     * @throws SpecException if a family, an option or a file is not there
     */
    public ResolvedSpec resolve(ExperimentSpec spec, Path file) throws SpecException {
        TaskFamily<?> family = family(file, spec);
        Options options = options(file, spec, family);
        PromptCheck.check(spec.task().prompts(), family, file);
        Path source = source(file, spec);
        Digest sourceDigest = digest(source);
        ObjectNode resolved = DASHED.valueToTree(spec);
        ((ObjectNode) resolved.get("data")).put("source", "sha256:" + sourceDigest);
        Digest verifier = new Digest(Fingerprint.of(family, options).value());
        ((ObjectNode) resolved.get("task")).put("verifier", verifier.hex());
        return new ResolvedSpec(spec, new Digest(CanonicalJson.sha256(resolved)), verifier, source, sourceDigest);
    }

    private TaskFamily<?> family(Path file, ExperimentSpec spec) throws SpecException {
        var known = families.all().stream().map(TaskFamily::id).toList();
        String id = spec.task().family();
        var found = families.find(id);
        if (found.isEmpty()) {
            String meant = Nearest.to(id, known)
                    .map(name -> "did you mean '%s'?".formatted(name))
                    .orElse("known families: " + String.join(", ", known));
            throw new SpecException("%s: task.family is '%s', which is unknown; %s".formatted(file, id, meant));
        }
        return found.get();
    }

    private static Options options(Path file, ExperimentSpec spec, TaskFamily<?> family) throws SpecException {
        try {
            Options options = Options.of(family.options(), spec.task().options());
            family.verifier(options);
            return options;
        } catch (InvalidOptionException e) {
            throw new SpecException("%s: task.options: %s".formatted(file, e.getMessage()));
        }
    }

    private static Path source(Path file, ExperimentSpec spec) throws SpecException {
        Path source = file.toAbsolutePath().resolveSibling(spec.data().source()).normalize();
        if (!Files.isRegularFile(source)) {
            throw new SpecException(
                    "%s: data.source is '%s', but %s is no file; the path is relative to the spec's folder"
                            .formatted(file, spec.data().source(), source));
        }
        return source;
    }

    private static Digest digest(Path source) throws SpecException {
        try {
            return Sha256.of(source);
        } catch (IOException e) {
            throw new SpecException("%s cannot be read: %s".formatted(source, e));
        }
    }
}
