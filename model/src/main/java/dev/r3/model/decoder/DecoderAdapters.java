package dev.r3.model.decoder;

import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.lora.LoraAdapter;
import dev.r3.model.lora.LoraConfig;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The low-rank adapters of a decoder that was loaded with some. They count in all that the decoder computes, and {@link
 * DecoderTraining} trains them alone.
 *
 * <p>Not safe for use by several threads.
 */
public final class DecoderAdapters {
    private final Decoder decoder;
    private final LoraConfig config;

    private DecoderAdapters(Decoder decoder, LoraConfig config) {
        this.decoder = decoder;
        this.config = config;
    }

    /**
     * @throws IllegalArgumentException for a decoder without adapters
     */
    public static DecoderAdapters of(Decoder decoder) {
        return new DecoderAdapters(
                decoder,
                decoder.weights()
                        .lora()
                        .orElseThrow(() -> new IllegalArgumentException("the decoder has no adapters")));
    }

    /** With its targets spelled out. */
    public LoraConfig config() {
        return config;
    }

    /** The adapters' weights by the names PEFT gives them, as they are now. */
    public Map<String, FloatTensor> tensors() {
        return LiveTensor.all(
                decoder.module(), TensorKind.WEIGHT, decoder.weights().adapterPlacements());
    }

    /**
     * Replaces the weights by those of an adapter with the same targets, rank and alpha.
     *
     * @throws IllegalArgumentException for an adapter with others
     */
    public void replace(LoraAdapter adapter) {
        LoraConfig other = adapter.config()
                .resolved(AdapterLayout.projections(decoder.weights().base()));
        if (!other.equals(config)) {
            throw new IllegalArgumentException("an adapter with " + other + " in place of " + config);
        }
        adapter.requireNames(decoder.weights().adapterNames());
        for (Placement place : decoder.weights().adapterPlacements()) {
            new LiveTensor(decoder.module(), TensorKind.WEIGHT, place)
                    .write(adapter.tensor(place.source().name(), place.source().shape()));
        }
    }

    /** Runs something in one of the decoder's lanes on the model as it is without its adapters. */
    public <T> T without(Lane lane, Supplier<T> work) {
        lane.module().call("set_adapted").with(false).whole();
        try {
            return work.get();
        } finally {
            lane.module().call("set_adapted").with(true).whole();
        }
    }
}
