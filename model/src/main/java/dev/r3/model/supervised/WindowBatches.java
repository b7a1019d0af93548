package dev.r3.model.supervised;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Batches of a window of documents: packed, rows of similar length together, in shuffled order. */
final class WindowBatches {

    private WindowBatches() {}

    /**
     * @param documents none longer than a row
     * @param name of the window, for its shuffle
     */
    static List<SupervisedBatch> of(List<TrainingDocument> documents, BatchPlan plan, String name) {
        List<PackedRow> rows = new ArrayList<>(plan.packing().rows(documents, plan.rowTokens()));
        // Stable: rows of equal length keep their order.
        rows.sort(Comparator.comparingInt(PackedRow::length).reversed());
        List<SupervisedBatch> batches = new ArrayList<>();
        int first = 0;
        while (first < rows.size()) {
            int fitting = plan.batchTokens() / rows.get(first).length();
            int end = Math.min(rows.size(), first + fitting);
            batches.add(new SupervisedBatch(rows.subList(first, end), plan.paddingToken()));
            first = end;
        }
        return IntStream.of(ShuffledOrder.of(plan.seed(), "batches/" + name, batches.size()))
                .mapToObj(batches::get)
                .toList();
    }
}
