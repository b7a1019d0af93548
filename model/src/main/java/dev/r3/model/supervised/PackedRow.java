package dev.r3.model.supervised;

import java.util.List;

/** Documents one after the other in a row. */
record PackedRow(List<TrainingDocument> documents) {
    PackedRow {
        documents = List.copyOf(documents);
    }

    /** Tokens of all its documents. */
    int length() {
        return documents.stream().mapToInt(TrainingDocument::length).sum();
    }
}
