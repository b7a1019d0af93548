package dev.r3.model.check;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.decoder.Precision;
import dev.r3.model.optimize.WeightDecay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Compares GRPO trainings of a checkpoint, as our engine runs them, with what TRL's own code computed: log-probs, losses,
 * metrics, gradients, and what AdamW makes of the weights.
 */
public final class GrpoCheck {
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
        compareAdvantages();
        GrpoRun run = new GrpoRun(reference, checkpoint, samples, layout.batch(samples), memory);
        for (GrpoCase expected : all) {
            long before = tallies.misses();
            compare(checkpoint, new GrpoCaseCheck(run, expected, tallies)::compare);
            expected.tensors()
                    .ifPresent(prefix ->
                            compare(checkpoint, new GrpoRestartCheck(run, expected, tallies, prefix)::compare));
            cases.compare(expected + ", numbers beyond their tolerance", 0, Math.toIntExact(tallies.misses() - before));
        }
        List<CheckGroup> groups = new ArrayList<>(tallies.results());
        groups.add(decay(checkpoint));
        groups.add(cases.result());
        return groups;
    }

    /** On fresh weights. */
    private static void compare(Checkpoint checkpoint, Consumer<DecoderTraining> check) {
        try (Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32)) {
            check.accept(DecoderTraining.of(decoder));
        }
    }

    private void compareAdvantages() {
        for (GrpoPolicy.Scaling scaling : GrpoPolicy.Scaling.values()) {
            double[] found = scaling.advantage().of(reference.rewards()).stream()
                    .flatMap(List::stream)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .toArray();
            tallies.values("advantages").compare(scaling.tensor(), reference.vector(scaling.tensor()), found);
        }
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
