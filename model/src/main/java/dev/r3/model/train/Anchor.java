package dev.r3.model.train;

import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.JudgedStates;
import dev.r3.model.decoder.Lanes;
import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.decoder.TrainingBatch;
import dev.r3.model.decoder.TrainingLane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keeps first answers as they were while something else is trained: the mean over the tokens of answers that the reference
 * wrote, of KL(reference ‖ policy) over the whole vocabulary. Not in the paper.
 */
final class Anchor {
    private final DecoderTraining training;
    private final Reference reference;
    private final AnchorConfig config;
    private final LayerMemory layerMemory;
    private final List<List<TrainingBatch>> lanes;
    private PhaseSeconds seconds = PhaseSeconds.NONE;

    Anchor(
            DecoderTraining training,
            Reference reference,
            AnchorConfig config,
            GrpoConfig grpo,
            List<AnchorAnswer> answers) {
        this.training = training;
        this.reference = reference;
        this.config = config;
        this.layerMemory = grpo.layerMemory();
        int count = training.lanes().size();
        this.lanes = IntStream.range(0, count)
                .mapToObj(lane -> answers.subList(lane * answers.size() / count, (lane + 1) * answers.size() / count))
                .map(share -> batches(share, Math.max(1, grpo.microBatchTokens() / count)))
                .toList();
    }

    /** Adds its gradient; the mean divergence in nats. */
    double pull() {
        int judged = batches().mapToInt(TrainingBatch::judged).sum();
        List<Pulled> pulled =
                Lanes.run(lanes.size(), lane -> pull(training.lanes().get(lane), judged));
        seconds = pulled.stream().map(Pulled::seconds).reduce(PhaseSeconds.NONE, PhaseSeconds::beside);
        return pulled.stream().mapToDouble(Pulled::divergence).sum() / judged;
    }

    /** What came of a lane's batches. */
    private record Pulled(double divergence, PhaseSeconds seconds) {}

    private Pulled pull(TrainingLane lane, int judged) {
        double sum = 0;
        PhaseSeconds spent = PhaseSeconds.NONE;
        for (TrainingBatch batch : lanes.get(lane.index())) {
            double[] weights = new double[batch.judged()];
            Arrays.fill(weights, config.weight() / judged);
            long start = System.nanoTime();
            try (JudgedStates states = reference.states(lane.index(), batch)) {
                double ofReference = since(start);
                start = System.nanoTime();
                lane.forward(batch, config.temperature(), layerMemory);
                double forward = since(start);
                start = System.nanoTime();
                sum += Arrays.stream(lane.pull(states, weights)).sum();
                spent = spent.plus(new PhaseSeconds(ofReference, forward, since(start), 0));
            }
        }
        return new Pulled(sum, spent);
    }

    /** What a mean divergence adds to the loss. */
    double loss(double divergence) {
        return config.weight() * divergence;
    }

    /** Of the last pull. */
    PhaseSeconds seconds() {
        return seconds;
    }

    /** Tokens of a pull, padding included. */
    long tokens() {
        return batches().mapToLong(TrainingBatch::tokens).sum();
    }

    private Stream<TrainingBatch> batches() {
        return lanes.stream().flatMap(List::stream);
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static List<TrainingBatch> batches(List<AnchorAnswer> answers, long tokens) {
        List<TrainingBatch> batches = new ArrayList<>();
        List<AnchorAnswer> open = new ArrayList<>();
        int longest = 0;
        for (AnchorAnswer answer : answers) {
            int widest = Math.max(longest, answer.length());
            if (!open.isEmpty() && (open.size() + 1L) * widest > tokens) {
                batches.add(batch(open));
                open.clear();
                widest = answer.length();
            }
            open.add(answer);
            longest = widest;
        }
        if (!open.isEmpty()) {
            batches.add(batch(open));
        }
        return batches;
    }

    private static TrainingBatch batch(List<AnchorAnswer> answers) {
        TrainingBatch.Builder batch = TrainingBatch.builder();
        for (AnchorAnswer answer : answers) {
            int row = batch.trunk(answer.sequence());
            for (int place = answer.promptLength(); place < answer.length(); place++) {
                batch.judgeTrunk(row, place);
            }
        }
        return batch.build();
    }
}
