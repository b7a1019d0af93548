package dev.r3.model.check;

import static java.util.Objects.requireNonNull;

import dev.r3.model.grpo.CompletionTokens;
import dev.r3.model.grpo.KlPenalty;
import dev.r3.model.grpo.LossType;
import dev.r3.model.grpo.Objective;
import dev.r3.model.grpo.PlainKl;
import dev.r3.model.grpo.RatioCorrectedKl;
import dev.r3.model.grpo.TokenRatio;
import dev.r3.model.optimize.WeightDecay;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One training of a GRPO reference: a loss, and what TRL and AdamW made of it in some steps on the same batch.
 *
 * @param place such as {@code cases[3]}
 * @param kl none for beta 0
 * @param tensors prefix of the names of its own gradients and weights; none if they aren't stored
 */
public record GrpoCase(
        String place,
        LossType lossType,
        Optional<KlPenalty> kl,
        double clipLow,
        double clipHigh,
        LossMask mask,
        GrpoPolicy policy,
        WeightDecay decaying,
        List<GrpoStep> steps,
        Optional<String> tensors) {
    public GrpoCase {
        requireNonNull(place, "place is null");
        requireNonNull(lossType, "loss type is null");
        requireNonNull(kl, "kl is null");
        requireNonNull(mask, "mask is null");
        requireNonNull(policy, "policy is null");
        requireNonNull(decaying, "decaying is null");
        requireNonNull(tensors, "tensors is null");
        steps = List.copyOf(steps);
    }

    /** Which tokens carry loss. */
    public enum LossMask {
        COMPLETION,
        REFLECTION
    }

    static GrpoCase read(ReferenceNode json) {
        ReferenceNode mask = json.at("mask");
        ReferenceNode decay = json.at("weight_decay_on");
        List<GrpoStep> steps =
                json.at("steps").elements().stream().map(GrpoStep::read).toList();
        json.at("steps").require(!steps.isEmpty(), "at least one step");
        GrpoCase read = new GrpoCase(
                json.place(),
                json.at("loss_type").valid(name -> LossType.of(name.text())),
                json.at("beta")
                        .valid(beta -> kl(
                                beta.number(), json.at("use_bias_correction_kl").flag())),
                json.at("epsilon_low").number(),
                json.at("epsilon_high").number(),
                mask.oneOf("completion", LossMask.COMPLETION, "reflection", LossMask.REFLECTION),
                GrpoPolicy.read(json.at("policy")),
                decay.oneOf(
                        "all parameters",
                        WeightDecay.ALL,
                        "HF Trainer grouping (no bias, no norm)",
                        WeightDecay.WITHOUT_BIASES_AND_NORMS),
                steps,
                json.at("full_tensors").flag()
                        ? Optional.of("case" + json.at("id").natural() + ".")
                        : Optional.empty());
        // A clip out of its range is refused here, not in the middle of a check.
        json.valid(clip -> read.objective(1));
        return read;
    }

    private static Optional<KlPenalty> kl(double beta, boolean ratioCorrected) {
        if (beta == 0) {
            return Optional.empty();
        }
        return Optional.of(ratioCorrected ? new RatioCorrectedKl(beta) : new PlainKl(beta));
    }

    /**
     * The loss.
     *
     * @param maxCompletionLength tokens, the limit of generation
     */
    public Objective objective(int maxCompletionLength) {
        return new Objective(
                lossType.normalisation(maxCompletionLength),
                new TokenRatio(),
                lossType.surrogate(clipLow, clipHigh),
                kl);
    }

    /**
     * A sample as this loss sees it.
     *
     * @param logProbs of the completion under the policy as it is now
     * @param advantage of the sample under this case's scaling
     */
    public CompletionTokens completion(GrpoSample sample, double[] logProbs, double advantage) {
        double[] old = policy.onPolicy() ? logProbs : sample.old();
        return CompletionTokens.of(logProbs, old, sample.lossMask(mask), advantage * policy.advantageFactor())
                .withReference(sample.reference());
    }

    /** What is trained, in a few words. */
    String description() {
        return "%s beta %s clip %s/%s %s %s"
                .formatted(
                        lossType.id(),
                        kl.map(KlPenalty::beta).orElse(0.0),
                        clipLow,
                        clipHigh,
                        mask.name().toLowerCase(Locale.ROOT),
                        policy.name());
    }

    @Override
    public String toString() {
        return place + " (" + description() + ")";
    }
}
