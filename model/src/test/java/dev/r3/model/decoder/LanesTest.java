package dev.r3.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.ConstantRate;
import dev.r3.model.optimize.WarmupSteps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LanesTest {
    @Test
    void computeAtTheSameTime() {
        CyclicBarrier all = new CyclicBarrier(3);
        List<Integer> lanes = Lanes.run(3, lane -> {
            await(all);
            return lane;
        });
        assertThat(lanes).containsExactly(0, 1, 2);
    }

    @Test
    void aFailureIsThrownOnceAllHaveEnded() {
        AtomicBoolean otherEnded = new AtomicBoolean();
        CyclicBarrier failing = new CyclicBarrier(2);
        assertThatThrownBy(() -> Lanes.run(2, lane -> {
                    await(failing);
                    if (lane == 1) {
                        throw new IllegalArgumentException("the cause");
                    }
                    sleep();
                    otherEnded.set(true);
                    throw new CancellationException("its consequence");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the cause");
        assertThat(otherEnded).isTrue();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDecoderHasOneUnlessThreadsAreChosen() throws Exception {
        try (Decoder plain = decoder();
                Decoder three = InLanes.load(3, LanesTest::decoder)) {
            assertThat(plain.lanes()).isEqualTo(1);
            assertThat(three.lanes()).isEqualTo(3);
        }
        assertThat(ComputeThreads.lanes(494_000_000)).isEqualTo(1);
    }

    @Test
    void haveTheSameWeights() throws Exception {
        try (Decoder decoder = InLanes.load(3, LanesTest::decoder)) {
            double[] first = decoder.scores(TrainingCases.branches(), 1).logProbs();
            for (int lane = 1; lane < 3; lane++) {
                assertThat(decoder.lane(lane)
                                .scores(TrainingCases.branches(), 1)
                                .logProbs())
                        .isEqualTo(first);
            }
        }
    }

    @Test
    void seeAnUpdateMadeOfAllTheirGradients() throws Exception {
        AdamWConfig adamW = AdamWConfig.defaults(new ConstantRate(1e-3, new WarmupSteps(0)));
        try (Decoder one = decoder();
                Decoder three = InLanes.load(3, LanesTest::decoder)) {
            DecoderTraining alone = DecoderTraining.of(one);
            for (int pass = 0; pass < 3; pass++) {
                pass(alone.lanes().get(0), pass);
            }
            double norm = alone.gradientNorm();
            alone.update(adamW, 1, 1e-3, norm);

            DecoderTraining together = DecoderTraining.of(three);
            Lanes.run(3, lane -> pass(together.lanes().get(lane), lane));
            assertThat(together.gradientNorm()).isCloseTo(norm, within(1e-6 * norm));
            together.update(adamW, 1, 1e-3, norm);

            double[] expected = one.scores(TrainingCases.branches(), 1).logProbs();
            for (int lane = 0; lane < 3; lane++) {
                assertThat(three.lane(lane).scores(TrainingCases.branches(), 1).logProbs())
                        .containsExactly(expected, within(1e-4));
            }
            // Nothing of the last step is left in any of them.
            assertThat(together.gradientNorm()).isZero();
        }
    }

    private static boolean pass(TrainingLane lane, int pass) {
        double[] derivatives = TrainingCases.DERIVATIVES.clone();
        derivatives[pass] += 1;
        lane.forward(TrainingCases.branches(), 1, LayerMemory.KEPT);
        lane.backward(derivatives);
        return true;
    }

    /** PyTorch keeps the number of threads by thread; a module has its own, whoever calls. */
    @Test
    void resultsDoNotDependOnTheCallingThread() throws Exception {
        try (Decoder decoder = InLanes.load(2, LanesTest::decoder)) {
            List<float[]> results = new ArrayList<>();
            results.add(logits(decoder));
            Thread thread = new Thread(() -> results.add(logits(decoder)));
            thread.start();
            thread.join();
            assertThat(results).hasSize(2);
            assertThat(results.get(1)).isEqualTo(results.get(0));
        }
    }

    private static float[] logits(Decoder decoder) {
        try (NDManager scope = decoder.newScope()) {
            return decoder.logits(scope, TokenBatch.paddedRight(List.of(TrainingCases.PROMPT), 0))
                    .toFloatArray();
        }
    }

    private static Decoder decoder() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder("qwen2-tied"))) {
            return Decoder.load(checkpoint, Precision.FLOAT32);
        }
    }
}
