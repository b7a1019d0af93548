package dev.r3.model.decoder;

import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.lora.FreshAdapter;
import dev.r3.model.lora.LoraAdapter;
import dev.r3.model.lora.LoraConfig;
import java.util.List;
import java.util.Set;

/** An adapter that isn't zero: its B is as random as its A. */
public record RandomAdapter(LoraConfig config, long seed) implements LoraAdapter {
    @Override
    public FloatTensor tensor(String name, List<Long> shape) {
        return new FreshAdapter(config, seed).tensor(name.replace("lora_B", "like.B.lora_A"), shape);
    }

    @Override
    public void requireNames(Set<String> names) {}
}
