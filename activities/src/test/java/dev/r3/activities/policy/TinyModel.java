package dev.r3.activities.policy;

import dev.r3.workflows.contract.spec.LoraSpec;
import dev.r3.workflows.contract.spec.PolicySpec;
import java.nio.file.Path;

/** An untrained model of the model module's fixtures. */
public final class TinyModel {
    public static final Path FOLDER = Path.of("..", "model", "src", "test", "resources", "fixtures", "qwen2-tied");

    private TinyModel() {}

    public static LocalModel open() {
        return LocalModel.open(FOLDER, policy(0));
    }

    /**
     * How it is used.
     *
     * @param rank of its adapters; 0 for none
     */
    public static PolicySpec policy(int rank) {
        return new PolicySpec(FOLDER.toString(), new LoraSpec(rank, 8, "all-linear"), 160, 2560);
    }
}
