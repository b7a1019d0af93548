package dev.r3.activities.promotion;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.EvaluationStage;
import dev.r3.activities.evaluation.ForgettingCheck;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.progress.WorkListener;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.verifiers.api.CanonicalJson;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.Champion;
import dev.r3.workflows.contract.ChampionQuery;
import dev.r3.workflows.contract.ChampionStanding;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.GateInput;
import dev.r3.workflows.contract.GateResult;
import dev.r3.workflows.contract.GateResult.Outcome;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.PromotionInput;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.SplitSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Whether the trained model becomes the champion. The decision depends on arms and limits alone, and is committed like any
 * stage; who is to be beaten is looked up before, and the promotion is carried out after.
 */
public final class GateStage {
    /** The decision and its reason. */
    public static final String FILE = "gate.json";

    private static final int VERSION = 1;

    private final Stages stages;
    private final Champions champions;
    private final ChampionTasks tasks;
    private final Function<ExperimentId, Optional<List<NamedStage>>> past;

    /**
     * @param past the stages of an experiment's newest finished run, if there is one
     */
    public GateStage(
            Stages stages,
            Champions champions,
            ChampionTasks tasks,
            Function<ExperimentId, Optional<List<NamedStage>>> past) {
        this.stages = requireNonNull(stages, "stages is null");
        this.champions = requireNonNull(champions, "champions is null");
        this.tasks = requireNonNull(tasks, "tasks is null");
        this.past = requireNonNull(past, "past is null");
    }

    /**
     * Whom the trained model has to beat: the champion of now. The champion's own weights, trained again by the same run or
     * another, have to beat the one before it, as when they were promoted; and a run that computes a former one again has to
     * beat whom that one had.
     */
    public ChampionStanding champion(ChampionQuery query) {
        return before(query).orElseGet(() -> now(query));
    }

    private ChampionStanding now(ChampionQuery query) {
        return new ChampionStanding(champions
                .current(query.experiment().spec())
                .flatMap(champion -> champion.hasWeightsOf(query.trained())
                        ? numbered(query, champion.number() - 1)
                        : Optional.of(champion)));
    }

    /** Of a run that computes a former one again, whom that one had. */
    private Optional<ChampionStanding> before(ChampionQuery query) {
        return query.experiment()
                .recomputation()
                .flatMap(recomputation -> past.apply(query.experiment().id()))
                .flatMap(run -> DecidedGate.among(run, stages))
                .filter(decided -> decided.model().equals(query.trained().digest()))
                .map(decided -> new ChampionStanding(numbered(query, decided.champion())));
    }

    private Optional<Champion> numbered(ChampionQuery query, int number) {
        return number == 0
                ? Optional.empty()
                : Optional.of(champions.of(query.experiment().spec(), number));
    }

    /**
     * The committed decision, made now if it does not stand yet.
     *
     * @throws IllegalArgumentException if a stage is missing
     */
    public StageResult decide(GateInput input, WorkListener listener) {
        return stages.run(identity(input), input.experiment(), scratch -> decide(input, scratch, listener));
    }

    /** The committed decision, if it stands. */
    public Optional<StageResult> find(GateInput input) {
        return stages.find(identity(input), input.experiment());
    }

    private StageOutput decide(GateInput input, Path scratch, WorkListener listener) {
        Optional<Set<String>> untaught = untaught(input, scratch);
        DecidedGate decided = new DecidedGate(
                decision(input, untaught, scratch, listener),
                number(input),
                trained(input).digest(),
                untaught.map(known -> OptionalInt.of(known.size())).orElseGet(OptionalInt::empty));
        ObjectNode json = decided.json();
        Path file = scratch.resolve(FILE);
        try {
            Files.writeString(file, json.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new StorageFailure("cannot write %s: %s".formatted(file, FileFailures.explain(e)), e);
        }
        return StageOutput.of(Map.of(FILE, file), new Digest(CanonicalJson.sha256(json)), json);
    }

    /** The test tasks that the champion can be compared on; empty if on all. */
    private Optional<Set<String>> untaught(GateInput input, Path scratch) {
        List<SplitSpec> splits = splits(input);
        return splits.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        tasks.untaught(input.experiment(), named(input, StageKind.DATASET.label()), splits, scratch));
    }

    private List<SplitSpec> splits(GateInput input) {
        return input.standing()
                .champion()
                .map(best -> tasks.splits(input.experiment(), best))
                .orElse(List.of());
    }

    private PromotionDecision decision(
            GateInput input, Optional<Set<String>> untaught, Path scratch, WorkListener listener) {
        Optional<Champion> champion = input.standing().champion();
        if (champion.filter(best -> best.hasWeightsOf(trained(input))).isPresent()) {
            return PromotionDecision.kept("the trained model has the weights of %s already"
                    .formatted(champion.get().weights()));
        }
        int arms = champion.isPresent() ? 3 : 2;
        Arm vanilla = arm(input, ArmName.VANILLA, ArmName.VANILLA, scratch);
        listener.progressed(1, arms);
        Arm trained = arm(input, ArmName.TRAINED, ArmName.TRAINED, scratch);
        listener.progressed(2, arms);
        Optional<Rival> rival =
                champion.map(best -> new Rival(arm(input, weights(input, best), best.weights(), scratch), untaught));
        listener.progressed(arms, arms);
        List<ForgettingCheck> checks =
                ForgettingCheck.read(input.experiment(), input.stages(), stages, scratch.resolve("checks"));
        PromotionDecision decision =
                new PromotionGate(input.experiment().spec().gate()).decide(vanilla, trained, rival, checks);
        return unknown(input)
                .map(best -> decision.noting(
                        "not all that trained %s is known in this artifact store: test tasks may have been among it"
                                .formatted(best.weights())))
                .orElse(decision);
    }

    /** The champion, if it is not known what trained it. */
    private Optional<Champion> unknown(GateInput input) {
        return input.standing().champion().filter(best -> !tasks.isTrainingKnown(best));
    }

    private Arm arm(GateInput input, String weights, String name, Path scratch) {
        return EvaluationStage.verdicts(stages, own(input, weights), name, scratch.resolve(name));
    }

    /**
     * Carries a decision out. Doing it again changes nothing.
     *
     * @return overtaken if the decision was to promote, but another champion was to be beaten by then
     */
    public GateResult promote(PromotionInput input) {
        Manifest manifest = stages.manifest(input.decided());
        DecidedGate decided = DecidedGate.of(manifest)
                .orElseThrow(() -> new IllegalArgumentException("stage %s is no gate".formatted(manifest.digest())));
        String reason = decided.decision().reason();
        if (decided.decision().verdict() == PromotionDecision.Verdict.KEPT) {
            return new GateResult(Outcome.KEPT, reason);
        }
        if (hadNoGate(input.experiment())) {
            return new GateResult(Outcome.KEPT, "the run that is computed again had no gate");
        }
        Champion holder = champions.crown(input.experiment(), input.trained(), decided.champion() + 1, reason);
        if (holder.hasWeightsOf(input.trained())) {
            return new GateResult(Outcome.PROMOTED, reason);
        }
        String overtaken =
                "%s was promoted meanwhile, which %s trained".formatted(holder.weights(), holder.experiment());
        // A run that computes a former one again is decided as that one was, whatever came after it.
        boolean again =
                before(new ChampionQuery(input.experiment(), input.trained())).isPresent();
        return new GateResult(again ? Outcome.KEPT : Outcome.OVERTAKEN, overtaken);
    }

    /** Of a run that computes a former one again, which an older R3 did. */
    private boolean hadNoGate(ExperimentInput experiment) {
        return experiment
                .recomputation()
                .flatMap(recomputation -> past.apply(experiment.id()))
                .filter(run -> DecidedGate.among(run, stages).isEmpty())
                .isPresent();
    }

    private StageIdentity identity(GateInput input) {
        Optional<Champion> champion = input.standing().champion();
        ObjectNode parameters = SpecTree.of(input.experiment().spec().gate());
        parameters.put("champion", number(input));
        parameters.put("against", champion.map(best -> weights(input, best)).orElse(""));
        parameters.put("model", trained(input).digest().hex());
        Map<String, Digest> inputs = new TreeMap<>();
        inputs.put("vanilla", own(input, ArmName.VANILLA).content());
        inputs.put("trained", own(input, ArmName.TRAINED).content());
        inputs.put("model", trained(input).content());
        champion.ifPresent(best ->
                inputs.put("champion", own(input, weights(input, best)).content()));
        List<SplitSpec> splits = splits(input);
        if (!splits.isEmpty()) {
            ArrayNode trained = parameters.putArray("champion-splits");
            splits.forEach(split -> trained.add(SpecTree.of(split)));
            inputs.put("dataset", named(input, StageKind.DATASET.label()).content());
        }
        unknown(input).ifPresent(best -> parameters.put("champion-training", "unknown"));
        for (String check : input.experiment().forgetting().keySet()) {
            parameters.withObject("/forgetting").put(check, limit(input, check));
            for (String weights : List.of(ArmName.VANILLA, ArmName.TRAINED)) {
                String stage = ArmName.checking(check, weights).stage();
                inputs.put(stage, named(input, stage).content());
            }
        }
        return StageIdentity.of(StageKind.GATE, VERSION, parameters, inputs);
    }

    private static double limit(GateInput input, String check) {
        return requireNonNull(input.experiment().spec().evaluate().forgetting().get(check), check)
                .limit();
    }

    private static int number(GateInput input) {
        return input.standing().champion().map(Champion::number).orElse(0);
    }

    private static String weights(GateInput input, Champion champion) {
        return new ChampionQuery(input.experiment(), trained(input)).weights(champion);
    }

    private static StageResult trained(GateInput input) {
        return named(input, StageKind.TRAIN.label());
    }

    private static StageResult own(GateInput input, String weights) {
        return named(input, new ArmName(weights, SecondTryChoice.REFLECTION).stage());
    }

    private static StageResult named(GateInput input, String name) {
        return input.stages().stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a gate needs the stage " + name))
                .result();
    }
}
