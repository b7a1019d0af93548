package dev.r3.activities.report;

import dev.r3.activities.stage.SpecTree;
import dev.r3.workflows.contract.spec.ExperimentSpec;

/** The spec with all its defaults. */
record SpecSection(ExperimentSpec spec) {

    String markup() {
        return PageTable.section(
                "spec",
                "Spec",
                Element.of(
                        "details",
                        Element.of("summary", "The resolved spec"),
                        Element.of("pre", SpecTree.of(spec).toPrettyString())));
    }
}
