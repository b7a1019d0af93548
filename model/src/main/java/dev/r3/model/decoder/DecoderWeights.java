package dev.r3.model.decoder;

import dev.r3.model.checkpoint.ModelConfig;
import dev.r3.model.lora.LoraConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A decoder's weights, in the order of decoder.py: those of the model, then those of its adapters.
 *
 * @param lora with its targets spelled out; present if there are adapters
 */
record DecoderWeights(List<WeightSlot> base, List<WeightSlot> adapters, Optional<LoraConfig> lora) {
    DecoderWeights {
        base = List.copyOf(base);
        adapters = List.copyOf(adapters);
    }

    static DecoderWeights of(ModelConfig config) {
        return new DecoderWeights(WeightLayout.of(config), List.of(), Optional.empty());
    }

    /**
     * @throws IllegalArgumentException for a target that the model doesn't have
     */
    static DecoderWeights of(ModelConfig config, LoraConfig lora) {
        List<WeightSlot> base = WeightLayout.of(config);
        LoraConfig resolved = lora.resolved(AdapterLayout.projections(base));
        return new DecoderWeights(base, AdapterLayout.of(base, resolved), Optional.of(resolved));
    }

    List<WeightSlot> all() {
        return Stream.concat(base.stream(), adapters.stream()).toList();
    }

    /** How many numbers there are in all. */
    long parameters() {
        return all().stream().mapToLong(WeightSlot::elements).sum();
    }

    /** The adapters' published tensors. */
    List<Placement> adapterPlacements() {
        return Placement.of(all()).stream()
                .filter(place -> place.weight() >= base.size())
                .toList();
    }

    Set<String> adapterNames() {
        return adapterPlacements().stream().map(place -> place.source().name()).collect(Collectors.toSet());
    }

    /** What training changes: the adapters, or everything if there are none. */
    List<Placement> trained() {
        return lora.isPresent() ? adapterPlacements() : Placement.of(base);
    }
}
