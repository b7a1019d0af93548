package dev.r3.workflows.contract.spec;

/** Writes more in a step until enough failures can be learnt from: those whose reflections differ in reward. */
public record RefillSpec(
        @Setting(value = "So many such failures are enough; 0 for no refill.", byDefault = "0")
        int groups,

        @Setting(value = "A step writes at most so many batches.", byDefault = "4")
        int mostBatches) {
    public RefillSpec {
        Range.requireAtLeast("groups", 0, groups);
        Range.requireAtLeast("most-batches", 1, mostBatches);
    }

    public boolean enabled() {
        return groups > 0;
    }
}
