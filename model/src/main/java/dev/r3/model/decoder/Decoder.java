package dev.r3.model.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.checkpoint.ModelConfig;
import dev.r3.model.lora.LoraAdapter;
import dev.r3.model.lora.LoraConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A loaded decoder: decoder.py with one checkpoint's sizes and weights. Its native memory lives until
 * {@link #close()}; results live in the scope that the caller hands in.
 */
public final class Decoder implements AutoCloseable {
    /** The class, and then more of its methods. */
    private static final List<String> SCRIPT = List.of("decoder.py", "cache.py", "sampling.py", "training.py");

    /** The script's lists of tensors, set by its methods. */
    private static final List<String> TENSORS = List.of(
            "weights",
            "adapter_masks",
            "keys",
            "values",
            "gradients",
            "first_moments",
            "second_moments",
            "streams",
            "inputs",
            "outputs",
            "trunk_masks",
            "branch_masks",
            "judged",
            "scores",
            "updated");

    private final ModelConfig config;
    private final Precision precision;
    private final RotaryFrequencies rotary;
    private final DecoderWeights weights;
    private final List<Lane> lanes;

    private Decoder(
            ModelConfig config,
            Precision precision,
            RotaryFrequencies rotary,
            DecoderWeights weights,
            List<ScriptModule> modules) {
        this.config = config;
        this.precision = precision;
        this.rotary = rotary;
        this.weights = weights;
        this.lanes = IntStream.range(0, modules.size())
                .mapToObj(index -> new Lane(this, index, modules.get(index)))
                .toList();
    }

    /**
     * Loads all weights of a checkpoint, which may be closed afterwards.
     *
     * @throws dev.r3.model.checkpoint.CheckpointException for a tensor that is missing, misshapen or not finite
     */
    public static Decoder load(Checkpoint checkpoint, Precision precision) {
        return load(checkpoint.config(), checkpoint::tensor, precision);
    }

    /** A decoder of these sizes with these weights. */
    public static Decoder load(ModelConfig config, WeightSource weights, Precision precision) {
        return load(config, DecoderWeights.of(config), weights, precision);
    }

    /**
     * Loads all weights of a checkpoint and an adapter, both of which may be closed afterwards. See {@link
     * DecoderAdapters}.
     *
     * @throws dev.r3.model.checkpoint.CheckpointException for a tensor that is missing, misshapen or not finite, or that
     *     the adapter has and the model hasn't
     * @throws IllegalArgumentException for an adapter of projections that the model doesn't have
     */
    public static Decoder load(Checkpoint checkpoint, LoraAdapter adapter, Precision precision) {
        return load(checkpoint.config(), checkpoint::tensor, adapter, precision);
    }

    /** A decoder of these sizes with these weights and an adapter. */
    public static Decoder load(ModelConfig config, WeightSource weights, LoraAdapter adapter, Precision precision) {
        DecoderWeights layout = DecoderWeights.of(config, adapter.config());
        Set<String> adapted = layout.adapterNames();
        adapter.requireNames(adapted);
        WeightSource both =
                (name, shape) -> adapted.contains(name) ? adapter.tensor(name, shape) : weights.tensor(name, shape);
        return load(config, layout, both, precision);
    }

    private static Decoder load(ModelConfig config, DecoderWeights layout, WeightSource weights, Precision precision) {
        RotaryFrequencies rotary = RotaryFrequencies.of(config.rope());
        byte[] archive = ScriptArchive.pack("Decoder", script(), attributes(config, precision, rotary, layout));
        int lanes = ComputeThreads.lanes(layout.parameters());
        int threads = lanes == 1 ? ComputeThreads.inUse() : 1;
        List<ScriptModule> modules = new ArrayList<>();
        boolean loaded = false;
        try {
            modules.add(ScriptModule.load("decoder", archive, threads));
            new WeightLoader(modules.get(0), precision).load(layout.all(), weights);
            while (modules.size() < lanes) {
                ScriptModule lane = ScriptModule.load("decoder", archive, threads);
                modules.add(lane);
                modules.get(0).call("shared_weights").into(lane, "set_weights");
            }
            loaded = true;
            return new Decoder(config, precision, rotary, layout, modules);
        } finally {
            if (!loaded) {
                modules.forEach(ScriptModule::close);
            }
        }
    }

    public ModelConfig config() {
        return config;
    }

    public Precision precision() {
        return precision;
    }

    /** How many lanes compute at the same time; from 1. */
    public int lanes() {
        return lanes.size();
    }

    /** One of the lanes, by its index from 0. */
    public Lane lane(int index) {
        return lanes.get(index);
    }

    /** A scope for results: closing it frees them. */
    public NDManager newScope() {
        return module().manager().newSubManager();
    }

    /**
     * Scores of the next token after each token, float32 [rows, width, vocabulary]. Those at padding mean nothing.
     *
     * @throws IllegalArgumentException for a token outside the vocabulary or a row longer than the context
     */
    public NDArray logits(NDManager scope, TokenBatch batch) {
        return forward("logits", scope, batch);
    }

    /**
     * Log-probability, in nats, of each token given those before it in its row: float32 [rows, width], 0 for a row's
     * first token and for padding.
     *
     * @throws IllegalArgumentException for a token outside the vocabulary or a row longer than the context
     */
    public NDArray tokenLogProbs(NDManager scope, TokenBatch batch) {
        return forward("token_log_probs", scope, batch);
    }

    /** {@link Lane#scores} in the first lane. */
    public TokenScores scores(TrainingBatch batch, double temperature) {
        return lane(0).scores(batch, temperature);
    }

    /** The weights by their published names, as they are now; without an adapter's. */
    public Map<String, FloatTensor> tensors() {
        return LiveTensor.all(module(), TensorKind.WEIGHT, Placement.of(weights.base()));
    }

    @Override
    public void close() {
        lanes.forEach(lane -> lane.module().close());
    }

    private NDArray forward(String method, NDManager scope, TokenBatch batch) {
        requireWithinModel(batch);
        Shape shape = new Shape(batch.rows(), batch.width());
        try (NDManager inputs = newScope()) {
            return module().call(method)
                    .with(inputs.create(batch.tokens(), shape))
                    .with(inputs.create(batch.positions(), shape))
                    .with(inputs.create(batch.valid(), shape))
                    .with(inputs.create(rowsOfFrequencies(batch)))
                    .tensor(scope);
        }
    }

    private long[] rowsOfFrequencies(TokenBatch batch) {
        return IntStream.range(0, batch.rows())
                .mapToLong(row -> rotary.rowFor(batch.length(row)))
                .toArray();
    }

    /** The first lane's, for what isn't done in lanes. */
    ScriptModule module() {
        return lanes.get(0).module();
    }

    DecoderWeights weights() {
        return weights;
    }

    RotaryFrequencies rotary() {
        return rotary;
    }

    /** The script would read outside of its tables, which aborts the process on some devices. */
    private void requireWithinModel(TokenBatch batch) {
        if (batch.width() > config.maxPositions()) {
            throw new IllegalArgumentException(
                    "a row of " + batch.width() + " tokens in a context of " + config.maxPositions());
        }
        for (long token : batch.tokens()) {
            requireToken(token);
        }
    }

    void requireToken(long token) {
        if (token < 0 || token >= config.vocabularySize()) {
            throw new IllegalArgumentException(
                    "token " + token + " outside of the vocabulary of " + config.vocabularySize());
        }
    }

    private static String script() {
        return SCRIPT.stream().map(ScriptResource::read).collect(Collectors.joining("\n"));
    }

    private static Map<String, ScriptAttribute> attributes(
            ModelConfig config, Precision precision, RotaryFrequencies rotary, DecoderWeights weights) {
        Map<String, ScriptAttribute> attributes = new LinkedHashMap<>();
        attributes.put("training", new ScriptAttribute.Flag(false));
        attributes.put("layers", new ScriptAttribute.Whole(config.layers()));
        attributes.put("heads", new ScriptAttribute.Whole(config.attention().heads()));
        attributes.put(
                "key_value_heads", new ScriptAttribute.Whole(config.attention().keyValueHeads()));
        attributes.put("head_size", new ScriptAttribute.Whole(config.attention().headSize()));
        attributes.put("rotary_size", new ScriptAttribute.Whole(config.rope().rotarySize()));
        attributes.put("norm_epsilon", new ScriptAttribute.Real(config.normEpsilon()));
        attributes.put("rotary_scale", new ScriptAttribute.Real(rotary.scale()));
        attributes.put("windows", new ScriptAttribute.Wholes(config.attention().windows()));
        attributes.put(
                "frequencies",
                new ScriptAttribute.Matrix(
                        2,
                        Stream.concat(rotary.within().stream(), rotary.beyond().stream())
                                .toList()));
        boolean widened = precision == Precision.BFLOAT16 && !ShortFloatProducts.areNative();
        attributes.put("widened", new ScriptAttribute.Flag(widened));
        attributes.put("adapted", new ScriptAttribute.Flag(weights.lora().isPresent()));
        attributes.put(
                "adapter_scale",
                new ScriptAttribute.Real(weights.lora().map(LoraConfig::scale).orElse(0.)));
        TENSORS.forEach(name -> attributes.put(name, new ScriptAttribute.NoTensors()));
        return attributes;
    }
}
