package dev.r3.model.train;

import static dev.r3.model.train.SmallSteps.ALL_AT_ONCE;
import static dev.r3.model.train.SmallSteps.REWARDS;
import static dev.r3.model.train.SmallSteps.anchored;
import static dev.r3.model.train.SmallSteps.anchoredSteps;
import static dev.r3.model.train.SmallSteps.config;
import static dev.r3.model.train.SmallSteps.copies;
import static dev.r3.model.train.SmallSteps.decoder;
import static dev.r3.model.train.SmallSteps.distance;
import static dev.r3.model.train.SmallSteps.named;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.InLanes;
import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.decoder.TensorKind;
import dev.r3.model.grpo.LossType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** A step is the same whichever way its passes are cut. Gradients are read from the first moment: a tenth of them. */
class StepCutTest {
    @ParameterizedTest
    @EnumSource(value = LossType.class, mode = Mode.EXCLUDE, names = "BNPO")
    void microBatchesAddUpToTheStep(LossType type) throws Exception {
        Map<String, float[]> whole = gradients(config(type, ALL_AT_ONCE, PrefixSharing.ON, LayerMemory.KEPT, 0));
        Map<String, float[]> cut = gradients(config(type, 20, PrefixSharing.ON, LayerMemory.KEPT, 0));
        assertThat(distance(cut, whole)).isLessThanOrEqualTo(1e-5);
    }

    /** Three groups in two lanes, and in more than there are groups; with a reference, and with an anchor. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void lanesAddUpToTheStep(int lanes) throws Exception {
        GrpoConfig pulled = config(LossType.GRPO, 60, PrefixSharing.ON, LayerMemory.KEPT, 0.04);
        Map<String, float[]> alone = gradients(pulled);
        Map<String, float[]> together = gradients(pulled, lanes);
        assertThat(distance(together, alone)).isLessThanOrEqualTo(1e-5);
        assertThat(distance(gradients(pulled, lanes), together)).isZero();
        List<UpdateReport> expected = anchoredSteps(2, anchored(0.5, 60));
        List<UpdateReport> reports = anchoredSteps(2, anchored(0.5, 60), lanes);
        for (int step = 0; step < 2; step++) {
            assertThat(reports.get(step).gradientNorm())
                    .isCloseTo(expected.get(step).gradientNorm(), withinPercentage(0.01));
            assertThat(reports.get(step).anchorKl().orElseThrow())
                    .isCloseTo(expected.get(step).anchorKl().orElseThrow(), within(1e-6));
            assertThat(named(reports.get(step)).get("loss"))
                    .isCloseTo(requireNonNull(named(expected.get(step)).get("loss")), within(1e-6));
        }
    }

    /** Its cut is one lane's, however many there are. */
    @Test
    void bnpoDoesNotDependOnLanes() throws Exception {
        GrpoConfig cut = config(LossType.BNPO, 20, PrefixSharing.ON, LayerMemory.KEPT, 0);
        assertThat(distance(gradients(cut, 3), gradients(cut))).isLessThanOrEqualTo(1e-5);
    }

    /** Its mean is over the tokens of a micro-batch, so the cut matters by definition. */
    @Test
    void bnpoDependsOnTheCut() throws Exception {
        GrpoConfig whole = config(LossType.BNPO, ALL_AT_ONCE, PrefixSharing.ON, LayerMemory.KEPT, 0);
        GrpoConfig cut = config(LossType.BNPO, 20, PrefixSharing.ON, LayerMemory.KEPT, 0);
        assertThat(distance(gradients(cut), gradients(whole))).isGreaterThan(1e-2);
    }

    @ParameterizedTest
    @EnumSource(LossType.class)
    void prefixSharingGivesTheSameGradients(LossType type) throws Exception {
        Map<String, float[]> shared = gradients(config(type, ALL_AT_ONCE, PrefixSharing.ON, LayerMemory.KEPT, 0.01));
        Map<String, float[]> whole = gradients(config(type, ALL_AT_ONCE, PrefixSharing.OFF, LayerMemory.KEPT, 0.01));
        assertThat(distance(shared, whole)).isLessThanOrEqualTo(1e-5);
    }

    @Test
    void recomputedLayersGiveTheSameGradients() throws Exception {
        Map<String, float[]> kept = gradients(config(LossType.GRPO, 30, PrefixSharing.ON, LayerMemory.KEPT, 0.01));
        Map<String, float[]> recomputed =
                gradients(config(LossType.GRPO, 30, PrefixSharing.ON, LayerMemory.RECOMPUTED, 0.01));
        assertThat(distance(kept, recomputed)).isZero();
    }

    @Test
    void theSameStepsTwiceGiveTheSameWeightsBitForBit() throws Exception {
        GrpoConfig config = config(LossType.GRPO, 40, PrefixSharing.ON, LayerMemory.KEPT, 0.04);
        assertThat(distance(weightsAfter(3, config), weightsAfter(3, config))).isZero();
    }

    private static Map<String, float[]> weightsAfter(int steps, GrpoConfig config) throws Exception {
        try (Decoder decoder = decoder();
                Decoder reference = decoder()) {
            GrpoTrainer trainer =
                    new GrpoTrainer(DecoderTraining.of(decoder), Optional.of(new FrozenReference(reference)), config);
            for (int step = 0; step < steps; step++) {
                trainer.step(new Rollouts(decoder, step).groups(REWARDS), List.of(), step, 10);
            }
            return copies(decoder.tensors());
        }
    }

    /** The first moments after one step, up to the clipping a tenth of the gradients. */
    private static Map<String, float[]> gradients(GrpoConfig config) throws Exception {
        return gradients(config, 1);
    }

    private static Map<String, float[]> gradients(GrpoConfig config, int lanes) throws Exception {
        try (Decoder decoder = InLanes.load(lanes, SmallSteps::decoder);
                Decoder reference = InLanes.load(lanes, SmallSteps::decoder)) {
            DecoderTraining training = DecoderTraining.of(decoder);
            List<RewardedGroup> groups = new Rollouts(decoder, 1).groups(REWARDS);
            new GrpoTrainer(training, Optional.of(new FrozenReference(reference)), config)
                    .step(groups, List.of(), 0, 10);
            return copies(training.tensors(TensorKind.FIRST_MOMENT));
        }
    }
}
