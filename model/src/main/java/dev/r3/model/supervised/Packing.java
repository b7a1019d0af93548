package dev.r3.model.supervised;

import java.util.ArrayList;
import java.util.List;

/** How documents fill rows. */
public enum Packing {
    /** Each document joins the first row with room for it. */
    FIRST_FIT {
        @Override
        List<PackedRow> rows(List<TrainingDocument> documents, int rowTokens) {
            List<List<TrainingDocument>> rows = new ArrayList<>();
            List<Integer> room = new ArrayList<>();
            for (TrainingDocument document : documents) {
                int row = 0;
                while (row < rows.size() && room.get(row) < document.length()) {
                    row++;
                }
                if (row == rows.size()) {
                    rows.add(new ArrayList<>());
                    room.add(rowTokens);
                }
                rows.get(row).add(document);
                room.set(row, room.get(row) - document.length());
            }
            return rows.stream().map(PackedRow::new).toList();
        }
    },
    /** Each document has a row of its own. */
    ONE_EACH {
        @Override
        List<PackedRow> rows(List<TrainingDocument> documents, int rowTokens) {
            return documents.stream()
                    .map(document -> new PackedRow(List.of(document)))
                    .toList();
        }
    };

    /**
     * @param documents none longer than a row
     */
    abstract List<PackedRow> rows(List<TrainingDocument> documents, int rowTokens);
}
