package dev.r3.infra.pretrain;

import dev.r3.workflows.contract.spec.Setting;

/** The model's sizes. */
public record ModelSpec(
        @Setting("Width of a token's state.") int hidden,
        @Setting("Layers.") int layers,
        @Setting("Query heads of a layer.") int heads,

        @Setting(value = "Key and value heads of a layer; 0: as many as query heads.", byDefault = "0")
        int keyValueHeads,

        @Setting("Width inside a layer's feed-forward part.")
        int feedForward,

        @Setting(value = "Longest sequence, in tokens.", byDefault = "512")
        int maxPositions,

        @Setting(value = "Base of the rotary positions' frequencies.", byDefault = "10000")
        double ropeTheta) {}
