package dev.r3.infra.pretrain;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.infra.spec.RecordFile;
import dev.r3.infra.spec.SpecException;
import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.CosineRate;
import dev.r3.model.optimize.WarmupShare;
import dev.r3.model.optimize.WeightDecay;
import dev.r3.model.pretrain.CorpusMix;
import dev.r3.model.pretrain.CorpusPlan;
import dev.r3.model.pretrain.CountdownCorpus;
import dev.r3.model.pretrain.ModelShape;
import dev.r3.model.pretrain.PretrainPlan;
import dev.r3.model.pretrain.TrainingPlan;
import dev.r3.model.supervised.Packing;
import dev.r3.model.tokenizer.training.TokenizerPlan;
import dev.r3.verifiers.api.CanonicalJson;
import dev.r3.verifiers.api.InvalidOptionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A spec file and what it stands for.
 *
 * @param resolved the spec with all defaults filled in
 * @param heldOut identities of the tasks that the corpus may not show
 */
public record PretrainRequest(PretrainSpec spec, ObjectNode resolved, PretrainPlan plan, Set<String> heldOut) {
    private static final Map<String, Packing> PACKINGS =
            Map.of("one-each", Packing.ONE_EACH, "first-fit", Packing.FIRST_FIT);
    /** Tags, and operators with the blanks around them, without which each number would need a token for its blank. */
    private static final List<String> MARKUP = List.of(
            "<think>",
            "</think>",
            "<answer>",
            "</answer>",
            "<answer> ",
            " </answer>",
            " + ",
            " - ",
            " * ",
            " / ",
            " = ",
            ", ",
            "first ",
            " then ",
            " no ");

    private static final double BETA1 = 0.9;
    private static final double EPSILON = 1e-8;
    private static final double MAX_GRADIENT_NORM = 1;

    public PretrainRequest {
        requireNonNull(spec, "spec is null");
        requireNonNull(resolved, "resolved is null");
        requireNonNull(plan, "plan is null");
        heldOut = Set.copyOf(heldOut);
    }

    /**
     * Reads a spec file and the held-out tasks that it names.
     *
     * @throws SpecException with what is wrong and where
     */
    public static PretrainRequest read(Path path) throws SpecException {
        RecordFile<PretrainSpec> file = RecordFile.read(path, PretrainSpec.class, "a spec of a model to pre-train");
        Set<String> heldOut = HeldOutTasks.read(file);
        return new PretrainRequest(file.content(), file.json(), plan(file, heldOut), heldOut);
    }

    private static PretrainPlan plan(RecordFile<PretrainSpec> file, Set<String> heldOut) throws SpecException {
        PretrainSpec spec = file.content();
        CorpusPlan corpus = at(file, "corpus", () -> corpus(spec));
        TokenizerPlan tokenizer = at(file, "tokenizer", () -> tokenizer(spec.tokenizer()));
        ModelShape shape = at(file, "model", () -> shape(spec.model()));
        TrainingPlan training = at(file, "training", () -> training(spec));
        String digest = digest(file.json(), heldOut);
        return at(
                file,
                "training",
                () -> new PretrainPlan(
                        digest, corpus, tokenizer, spec.tokenizer().documents(), shape, spec.seed(), training));
    }

    /** What a file of held-out tasks is called doesn't matter, what is in it does. */
    private static String digest(ObjectNode resolved, Set<String> heldOut) {
        ObjectNode named = resolved.deepCopy();
        named.remove("name");
        named.withObject("/corpus").put("held-out", CanonicalJson.sha256(String.join("\n", new TreeSet<>(heldOut))));
        return CanonicalJson.sha256(named);
    }

    private static CorpusPlan corpus(PretrainSpec spec) {
        MixSpec mix = spec.corpus().mix();
        return new CorpusPlan(
                spec.seed(),
                spec.corpus().documents(),
                spec.corpus().tasks(),
                new CorpusMix(
                        mix.direct(),
                        mix.unreflected(),
                        mix.fixed(),
                        mix.foreign(),
                        mix.worked(),
                        mix.missed(),
                        mix.rightRetries(),
                        mix.wrongNumbers(),
                        mix.fixedReflection()));
    }

    private static TokenizerPlan tokenizer(TokenizerSpec spec) {
        return new TokenizerPlan(
                spec.vocabulary(),
                spec.largestNumber(),
                Stream.concat(MARKUP.stream(), CountdownCorpus.phrases().stream())
                        .distinct()
                        .toList());
    }

    private static ModelShape shape(ModelSpec spec) {
        return new ModelShape(
                spec.hidden(),
                spec.layers(),
                spec.heads(),
                spec.keyValueHeads() == 0 ? spec.heads() : spec.keyValueHeads(),
                spec.feedForward(),
                spec.maxPositions(),
                spec.ropeTheta());
    }

    private static TrainingPlan training(PretrainSpec whole) {
        TrainingSpec spec = whole.training();
        Packing packing = PACKINGS.get(spec.packing());
        if (packing == null) {
            throw new IllegalArgumentException(
                    "'packing' is '%s'; expected one-each or first-fit".formatted(spec.packing()));
        }
        AdamWConfig adamW = new AdamWConfig(
                new CosineRate(spec.learningRate(), new WarmupShare(spec.warmup())),
                BETA1,
                spec.beta2(),
                EPSILON,
                spec.weightDecay(),
                WeightDecay.WITHOUT_BIASES_AND_NORMS,
                MAX_GRADIENT_NORM);
        return new TrainingPlan(
                adamW,
                spec.documentTokens(),
                spec.batchTokens(),
                spec.batchesPerUpdate(),
                packing,
                spec.updates(),
                spec.snapshotEvery(),
                spec.curveEvery(),
                whole.seed());
    }

    private static <T> T at(RecordFile<PretrainSpec> file, String key, Supplier<T> made) throws SpecException {
        try {
            return made.get();
        } catch (IllegalArgumentException | InvalidOptionException e) {
            throw file.failure(key, String.valueOf(e.getMessage()));
        }
    }
}
