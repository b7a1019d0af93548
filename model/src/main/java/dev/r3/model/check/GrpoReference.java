package dev.r3.model.check;

import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.checkpoint.StrictJson;
import dev.r3.model.grpo.RewardGroup;
import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.ConstantRate;
import dev.r3.model.optimize.WarmupSteps;
import dev.r3.model.optimize.WeightDecay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What TRL's own code computed for a checkpoint and one batch: grpo_reference.json and the tensors in
 * grpo_reference.safetensors. make_grpo_reference.py in the test resources writes both.
 */
public final class GrpoReference implements AutoCloseable {
    private static final String VALUES = "grpo_reference.json";
    private static final String TENSORS = "grpo_reference.safetensors";

    private final Path folder;
    private final ReferenceNode root;
    private final GrpoTensors tensors;

    private GrpoReference(Path folder, ReferenceNode root, GrpoTensors tensors) {
        this.folder = folder;
        this.root = root;
        this.tensors = tensors;
    }

    /**
     * Opens a folder's reference.
     *
     * @throws CheckpointException if there is none, or a malformed one
     */
    public static GrpoReference open(Path folder) {
        Path file = folder.resolve(VALUES);
        if (!Files.exists(file)) {
            throw new CheckpointException(file, "file", "the values to compare with", "no such file");
        }
        ReferenceNode root = new ReferenceNode(file, "", StrictJson.read(file));
        return new GrpoReference(folder, root, GrpoTensors.open(folder.resolve(TENSORS)));
    }

    /** The folder of the checkpoint that was trained; the file names it relative to its own folder. */
    Path checkpoint() {
        ReferenceNode name = root.at("checkpoint");
        Path checkpoint = folder.resolve(name.text());
        name.require(Files.isDirectory(checkpoint), "a checkpoint's folder at " + checkpoint);
        return checkpoint;
    }

    /** Samples of a prompt; those of a group stand together. */
    int groupSize() {
        ReferenceNode size = root.at("group_size");
        size.require(
                size.natural() > 0 && tensors.rows() % size.natural() == 0,
                "the size of each group of " + tensors.rows() + " rows");
        return size.natural();
    }

    /** The limit of generation, tokens. */
    public int maxCompletionLength() {
        ReferenceNode length = root.at("max_completion_length");
        length.require(length.natural() > 0, "a whole number from 1");
        return length.natural();
    }

    double temperature() {
        ReferenceNode temperature = root.at("temperature");
        temperature.require(temperature.number() > 0, "a number above 0");
        return temperature.number();
    }

    /** The optimiser of a case. */
    AdamWConfig adamW(WeightDecay decaying) {
        ReferenceNode optimizer = root.at("optimizer");
        optimizer.at("name").require(optimizer.at("name").text().equals("AdamW"), "AdamW");
        optimizer.at("schedule").require(optimizer.at("schedule").text().equals("constant"), "constant");
        List<ReferenceNode> betas = optimizer.at("betas").elements();
        optimizer.at("betas").require(betas.size() == 2, "two numbers");
        return optimizer.valid(settings -> new AdamWConfig(
                new ConstantRate(settings.at("lr").number(), new WarmupSteps(0)),
                betas.get(0).number(),
                betas.get(1).number(),
                settings.at("eps").number(),
                settings.at("weight_decay").number(),
                decaying,
                settings.at("max_grad_norm").number()));
    }

    /** The tensors that transformers' Trainer exempts from weight decay. */
    List<String> exemptFromDecay() {
        return root.at("optimizer").at("no_decay_names").texts();
    }

    public List<GrpoSample> samples() {
        return IntStream.range(0, tensors.rows())
                .mapToObj(row -> new GrpoSample(tensors, row))
                .toList();
    }

    /** The samples' rewards. */
    public List<RewardGroup> rewards() {
        double[] rewards = tensors.vector("rewards");
        int size = groupSize();
        List<RewardGroup> groups = new ArrayList<>();
        for (int first = 0; first < rewards.length; first += size) {
            groups.add(new RewardGroup(DoubleStream.of(Arrays.copyOfRange(rewards, first, first + size))
                    .mapToObj(OptionalDouble::of)
                    .toList()));
        }
        return groups;
    }

    public List<GrpoCase> cases() {
        ReferenceNode cases = root.at("cases");
        cases.require(!cases.elements().isEmpty(), "at least one case");
        return cases.elements().stream().map(GrpoCase::read).toList();
    }

    /**
     * A number a sample.
     *
     * @param name such as {@code advantages_batch}
     */
    public double[] vector(String name) {
        return tensors.vector(name);
    }

    GrpoTensors tensors() {
        return tensors;
    }

    CheckpointException wrong(String place, String expected, String found) {
        return new CheckpointException(root.file(), place, expected, found);
    }

    @Override
    public void close() {
        tensors.close();
    }
}
