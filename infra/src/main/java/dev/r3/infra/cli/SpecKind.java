package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.infra.pretrain.PretrainSpec;
import dev.r3.infra.spec.SpecSchema;
import dev.r3.workflows.contract.spec.ExperimentSpec;

/** What a spec file may be of. */
enum SpecKind {
    EXPERIMENT(ExperimentSpec.class, "R3 experiment"),
    PRETRAIN(PretrainSpec.class, "R3 model to pre-train");

    private final Class<? extends Record> type;
    private final String title;

    SpecKind(Class<? extends Record> type, String title) {
        this.type = type;
        this.title = title;
    }

    Class<? extends Record> type() {
        return type;
    }

    ObjectNode schema() {
        return SpecSchema.of(type, title);
    }
}
