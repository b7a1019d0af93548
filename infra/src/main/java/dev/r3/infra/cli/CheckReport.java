package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.check.CheckGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a check of a folder found: a line a group, and what missed. */
record CheckReport(Path folder, List<CheckGroup> groups) {
    CheckReport {
        requireNonNull(folder, "folder is null");
        groups = List.copyOf(groups);
    }

    ExitCode exitCode() {
        return passed() ? ExitCode.OK : ExitCode.FAILED;
    }

    private boolean passed() {
        return groups.stream().allMatch(CheckGroup::passed);
    }

    void print() {
        Table table = Table.withHeader("group", "compared", "result", "tolerance", "");
        for (CheckGroup group : groups) {
            table.row(
                    group.name(),
                    String.valueOf(group.compared()),
                    result(group),
                    tolerance(group),
                    group.passed() ? "ok" : "MISS");
        }
        table.print();
        groups.forEach(
                group -> group.firstMismatch().ifPresent(mismatch -> Terminal.error(group.name() + ": " + mismatch)));
    }

    private static String result(CheckGroup group) {
        if (group instanceof CheckGroup.Close close) {
            return String.format(Locale.ROOT, "max difference %.1e", close.largestDifference());
        }
        return ((CheckGroup.Equal) group).matching() + " match";
    }

    private static String tolerance(CheckGroup group) {
        if (group instanceof CheckGroup.Close close) {
            String measure = switch (close.measure()) {
                case ABSOLUTE -> "";
                case RELATIVE -> " relative";
                case SCALED -> " scaled";
            };
            return String.format(Locale.ROOT, "%.0e%s", close.tolerance(), measure);
        }
        return "equal";
    }

    ObjectNode json() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("folder", folder.toString()).put("passed", passed());
        var array = document.putArray("groups");
        for (CheckGroup group : groups) {
            ObjectNode node = array.addObject()
                    .put("name", group.name())
                    .put("passed", group.passed())
                    .put("compared", group.compared());
            if (group instanceof CheckGroup.Close close) {
                node.put("measure", close.measure().name().toLowerCase(Locale.ROOT))
                        .put("max_difference", close.largestDifference())
                        .put("tolerance", close.tolerance());
            } else if (group instanceof CheckGroup.Equal equal) {
                node.put("matching", equal.matching());
            }
            node.put("first_mismatch", group.firstMismatch().orElse(null));
        }
        return document;
    }
}
