package dev.r3.infra.cli;

import java.util.ArrayList;
import java.util.List;

/** A table of plain text; columns are as wide as their widest cell. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    private Table() {}

    static Table withHeader(String... cells) {
        return new Table().row(cells);
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    void print() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
            }
            Terminal.result(line.toString().stripTrailing());
        }
    }
}
