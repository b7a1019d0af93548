package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.r3.workflows.contract.Difference;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageResult;
import java.util.List;
import java.util.Optional;

/**
 * What came of computing an experiment's stages again.
 *
 * @param stages that were done
 * @param difference at which it ended, if it did
 */
record ReproductionReport(List<NamedStage> stages, Optional<Difference> difference) {
    ReproductionReport {
        stages = List.copyOf(stages);
    }

    void print(boolean json) {
        if (json) {
            Terminal.result(json().toPrettyString());
            return;
        }
        Table table = Table.withHeader("stage", "digest", "content", "");
        for (NamedStage stage : stages) {
            StageResult result = stage.result();
            table.row(
                    stage.name(),
                    result.digest().abbreviated(),
                    result.content().abbreviated(),
                    outcome(result.origin()));
        }
        difference.ifPresent(differs ->
                table.row(differs.kind().label(), differs.stage().abbreviated(), "", "differs in " + differs.file()));
        table.print();
    }

    ArrayNode json() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (NamedStage stage : stages) {
            StageResult result = stage.result();
            all.addObject()
                    .put("stage", stage.name())
                    .put("digest", result.digest().hex())
                    .put("content", result.content().hex())
                    .put("outcome", outcome(result.origin()));
        }
        difference.ifPresent(differs -> all.addObject()
                .put("stage", differs.kind().label())
                .put("digest", differs.stage().hex())
                .put("outcome", "differs")
                .put("file", differs.file()));
        return all;
    }

    private static String outcome(StageResult.Origin origin) {
        return switch (origin) {
            case RECOMPUTED -> "equal";
            case COMPUTED, ADOPTED -> "computed: it did not stand";
            // An input of the experiment, which nothing here can compute.
            case REUSED -> "not computed";
        };
    }
}
