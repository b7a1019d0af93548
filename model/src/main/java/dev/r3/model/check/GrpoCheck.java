package dev.r3.model.check;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.decoder.Precision;
import dev.r3.model.grpo.Advantage;
import dev.r3.model.grpo.BatchScaledAdvantage;
import dev.r3.model.grpo.GroupScaledAdvantage;
import dev.r3.model.grpo.UnscaledAdvantage;
import dev.r3.model.optimize.WeightDecay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Compares GRPO trainings of a checkpoint, as our engine runs them, with what TRL's own code computed: log-probs, losses,
 * metrics, gradients, and what AdamW makes of the weights.
 */
public final class GrpoCheck {
    private static final Map<String, Advantage> SCALINGS = new TreeMap<>(Map.of(
            "advantages", new GroupScaledAdvantage(),
            "advantages_batch", new BatchScaledAdvantage(),
            "advantages_none", new UnscaledAdvantage()));

    private final GrpoReference reference;
    private final GrpoLayout layout;
    private final LayerMemory memory;
    private final GrpoTallies tallies = new GrpoTallies();
    private final EqualTally cases = new EqualTally("cases");

    private GrpoCheck(GrpoReference reference, GrpoLayout layout, LayerMemory memory) {
        this.reference = reference;
        this.layout = layout;
        this.memory = memory;
    }

    /**
     * Compares all cases of a reference.
     *
     * @throws CheckpointException for a folder without reference, and for a reference or a checkpoint that is malformed
     * @throws IOException if a file can't be read
     */
    public static List<CheckGroup> run(Path folder) throws IOException {
        return run(folder, GrpoLayout.SHARED_PROMPTS, LayerMemory.KEPT);
    }

    static List<CheckGroup> run(Path folder, GrpoLayout layout, LayerMemory memory) throws IOException {
        try (GrpoReference reference = GrpoReference.open(folder);
                Checkpoint checkpoint = Checkpoint.open(reference.checkpoint())) {
            return new GrpoCheck(reference, layout, memory).compare(folder, checkpoint);
        }
    }

    private List<CheckGroup> compare(Path folder, Checkpoint checkpoint) {
        List<GrpoSample> samples = reference.samples();
        ReferenceBounds bounds = new ReferenceBounds(folder, checkpoint.config());
        for (int row = 0; row < samples.size(); row++) {
            bounds.require("row " + row, samples.get(row));
        }
        // All of them before the first runs: a malformed one ends the check at once.
        List<GrpoCase> all = reference.cases();
        for (Map.Entry<String, Advantage> scaling : SCALINGS.entrySet()) {
            tallies.values("advantages")
                    .compare(scaling.getKey(), reference.vector(scaling.getKey()), advantages(scaling.getValue()));
        }
        for (GrpoCase expected : all) {
            long before = tallies.misses();
            try (Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32)) {
                DecoderTraining training = DecoderTraining.of(decoder);
                double[] advantages = advantages(expected.policy().advantage());
                new GrpoCaseCheck(reference, checkpoint, expected, samples, advantages, tallies)
                        .run(training, layout.batch(samples), memory);
            }
            cases.compare(expected + ", numbers beyond their tolerance", 0, Math.toIntExact(tallies.misses() - before));
        }
        List<CheckGroup> groups = new ArrayList<>(tallies.results());
        groups.add(decay(checkpoint));
        groups.add(cases.result());
        return groups;
    }

    private double[] advantages(Advantage scaling) {
        return scaling.of(reference.rewards()).stream()
                .flatMap(List::stream)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
    }

    /** Whether the tensors that transformers exempts from weight decay are ours. */
    private CheckGroup decay(Checkpoint checkpoint) {
        EqualTally exempt = new EqualTally("tensors without decay");
        exempt.compare(
                "optimizer.no_decay_names",
                reference.exemptFromDecay().stream().sorted().toList(),
                checkpoint.names().stream()
                        .filter(name -> !WeightDecay.WITHOUT_BIASES_AND_NORMS.decays(name))
                        .sorted()
                        .toList());
        return exempt.result();
    }
}
