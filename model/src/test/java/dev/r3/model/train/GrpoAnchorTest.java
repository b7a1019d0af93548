package dev.r3.model.train;

import static dev.r3.model.train.SmallSteps.ALL_AT_ONCE;
import static dev.r3.model.train.SmallSteps.REWARDS;
import static dev.r3.model.train.SmallSteps.anchored;
import static dev.r3.model.train.SmallSteps.anchoredSteps;
import static dev.r3.model.train.SmallSteps.decoder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderTraining;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds a policy to answers that it gave before. */
class GrpoAnchorTest {
    @Test
    void anAnchorHoldsWhatItIsTiedTo() throws Exception {
        List<UpdateReport> loose = anchoredSteps(9, anchored(1e-6, ALL_AT_ONCE));
        List<UpdateReport> held = anchoredSteps(9, anchored(1, ALL_AT_ONCE));
        assertThat(held.get(0).anchorKl().orElseThrow()).isCloseTo(0, within(1e-6));
        assertThat(loose.get(8).anchorKl().orElseThrow()).isGreaterThan(0.05);
        assertThat(held.get(8).anchorKl().orElseThrow())
                .isLessThan(0.3 * loose.get(8).anchorKl().orElseThrow());
    }

    /** Its weight spans the step, however its answers are cut. */
    @Test
    void anAnchorIsTheSameInMicroBatches() throws Exception {
        List<UpdateReport> whole = anchoredSteps(3, anchored(1, ALL_AT_ONCE));
        List<UpdateReport> cut = anchoredSteps(3, anchored(1, 1));
        for (int i = 0; i < whole.size(); i++) {
            assertThat(cut.get(i).gradientNorm()).isCloseTo(whole.get(i).gradientNorm(), withinPercentage(0.1));
            assertThat(cut.get(i).anchorKl().orElseThrow())
                    .isCloseTo(whole.get(i).anchorKl().orElseThrow(), within(1e-5));
        }
    }

    @Test
    void anAnchorNeedsAnswers() {
        assertThatThrownBy(() -> {
                    try (Decoder decoder = decoder()) {
                        new GrpoTrainer(
                                        DecoderTraining.of(decoder),
                                        Optional.of(new FrozenReference(decoder)),
                                        anchored(1, ALL_AT_ONCE))
                                .step(new Rollouts(decoder, 0).groups(REWARDS), List.of(), 0, 10);
                    }
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an anchor with 0 first answers");
    }
}
