package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.Lanes;
import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.decoder.TokenScores;
import dev.r3.model.decoder.TrainingBatch;
import dev.r3.model.decoder.TrainingLane;
import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.FiniteGate;
import dev.r3.model.optimize.GateResult;
import dev.r3.model.supervised.SupervisedBatch;
import java.util.Arrays;
import java.util.List;

/** Maximises the probability of the tokens that carry loss: the mean of their negative log-probabilities, and AdamW. */
public final class SupervisedTrainer {
    private static final double TEMPERATURE = 1;

    private final DecoderTraining training;
    private final AdamWConfig adamW;
    private final LayerMemory layerMemory;

    public SupervisedTrainer(DecoderTraining training, AdamWConfig adamW, LayerMemory layerMemory) {
        this.training = requireNonNull(training, "training is null");
        this.adamW = requireNonNull(adamW, "adamW is null");
        this.layerMemory = requireNonNull(layerMemory, "layer memory is null");
    }

    /**
     * Updates the weights once. The loss is a mean over the judged tokens of all batches together, however they are cut.
     *
     * @param updates made so far in the run
     * @param totalUpdates of the run, for the learning rate
     * @throws GateException if the update would be wrong; it isn't made then
     */
    public SupervisedReport step(List<SupervisedBatch> batches, long updates, long totalUpdates) throws GateException {
        long judged = batches.stream().mapToLong(SupervisedBatch::judgedCount).sum();
        List<TrainingLane> lanes = training.lanes();
        List<Judged> parts = Lanes.run(lanes.size(), lane -> judge(batches, lanes.get(lane), judged));
        double loss = parts.stream().mapToDouble(Judged::loss).sum();
        double entropy = parts.stream().mapToDouble(Judged::entropy).sum();
        PhaseSeconds seconds = parts.stream().map(Judged::seconds).reduce(PhaseSeconds.NONE, PhaseSeconds::beside);
        long start = System.nanoTime();
        double norm = training.gradientNorm();
        check(loss, norm);
        double rate = adamW.learningRate().at(updates, totalUpdates);
        training.update(adamW, updates + 1, rate, norm);
        seconds = seconds.plus(new PhaseSeconds(0, 0, 0, since(start)));
        long tokens = batches.stream().mapToLong(SupervisedBatch::tokenCount).sum();
        return new SupervisedReport(loss, entropy, norm, rate, judged, tokens, seconds);
    }

    /** What came of a lane's rows; its part of the means. */
    private record Judged(double loss, double entropy, PhaseSeconds seconds) {}

    /** Forward and backward of a lane's rows of each batch. */
    private Judged judge(List<SupervisedBatch> batches, TrainingLane lane, long judged) {
        double loss = 0;
        double entropy = 0;
        PhaseSeconds seconds = PhaseSeconds.NONE;
        int lanes = training.lanes().size();
        for (int b = 0; b < batches.size(); b++) {
            SupervisedBatch batch = batches.get(b);
            // Rows don't always divide evenly: another lane has more each time.
            int part = (lane.index() + b) % lanes;
            int first = batch.rows() * part / lanes;
            int end = batch.rows() * (part + 1) / lanes;
            if (first == end) {
                continue;
            }
            long start = System.nanoTime();
            TokenScores scores = lane.forward(rows(batch, first, end), TEMPERATURE, layerMemory);
            double forward = since(start);
            loss -= Arrays.stream(scores.logProbs()).sum() / judged;
            entropy += Arrays.stream(scores.entropies()).sum() / judged;
            start = System.nanoTime();
            double[] derivatives = new double[scores.size()];
            Arrays.fill(derivatives, -1.0 / judged);
            lane.backward(derivatives);
            seconds = seconds.plus(new PhaseSeconds(0, forward, since(start), 0));
        }
        return new Judged(loss, entropy, seconds);
    }

    private void check(double loss, double norm) throws GateException {
        GateResult finite = new FiniteGate().check(loss, norm);
        try {
            GateException.require(finite);
        } catch (GateException failed) {
            training.zeroGradients();
            throw failed;
        }
    }

    private static TrainingBatch rows(SupervisedBatch batch, int from, int to) {
        TrainingBatch.Builder builder = TrainingBatch.builder();
        int T = batch.columns();
        int[] tokens = narrow(batch.tokens());
        int[] documents = narrow(batch.documents());
        int[] positions = narrow(batch.positions());
        for (int row = from; row < to; row++) {
            int first = row * T;
            int end = first + T;
            builder.trunk(
                    Arrays.copyOfRange(tokens, first, end),
                    Arrays.copyOfRange(documents, first, end),
                    Arrays.copyOfRange(positions, first, end));
        }
        for (int j = 0; j < batch.judgedCount(); j++) {
            int row = batch.judgedRow(j);
            if (row >= from && row < to) {
                builder.judgeTrunk(row - from, batch.judgedColumn(j));
            }
        }
        return builder.build();
    }

    private static int[] narrow(long[] wide) {
        return Arrays.stream(wide).mapToInt(Math::toIntExact).toArray();
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
