package dev.r3.infra.pretrain;

import dev.r3.workflows.contract.spec.Setting;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The corpus: conversations in Countdown's prompts. */
public record CorpusSpec(
        @Setting(value = "How many documents.", byDefault = "200000")
        int documents,

        @Setting(
                value = "Options of Countdown's task generator.",
                byDefault = "{numbers: 4, largest: 12, target-smallest: 10, target-largest: 99}")
        Map<String, String> tasks,

        @Setting(
                value =
                        "Files under names of your choice, relative to the spec's folder, whose tasks occur in no document:"
                                + " a Parquet file with all its tasks, or an experiment's spec (.yaml) with those of its"
                                + " validation and test side.",
                byDefault = "{}")
        Map<String, String> heldOut,

        @Setting(value = "What the documents are.", byDefault = "{}")
        MixSpec mix) {
    public CorpusSpec {
        tasks = Collections.unmodifiableMap(new TreeMap<>(tasks));
        heldOut = Collections.unmodifiableMap(new TreeMap<>(heldOut));
    }
}
