package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.check.CheckGroup;
import dev.r3.model.check.ModelCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code r3 model check}: our engine against transformers on one checkpoint. */
@Command(
        name = "check",
        description = "Compares a checkpoint, as R3 runs it, with the reference.json beside it.",
        footer = {
            "",
            "reference.json and reference.safetensors hold what transformers computed; make_fixtures.py in the tests of",
            "the model module writes them. The exit code is 1 if a group misses."
        })
final class ModelCheckCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The checkpoint's folder.")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<CheckGroup> groups = ModelFolder.read(folder, ModelCheck::run);
        if (json) {
            Terminal.result(document(groups).toPrettyString());
        } else {
            print(groups);
        }
        return passed(groups) ? ExitCode.OK.code() : ExitCode.FAILED.code();
    }

    private static boolean passed(List<CheckGroup> groups) {
        return groups.stream().allMatch(CheckGroup::passed);
    }

    private static void print(List<CheckGroup> groups) {
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
        return group instanceof CheckGroup.Close close
                ? String.format(Locale.ROOT, "%.0e", close.tolerance())
                : "equal";
    }

    private ObjectNode document(List<CheckGroup> groups) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("folder", folder.toString()).put("passed", passed(groups));
        var array = document.putArray("groups");
        for (CheckGroup group : groups) {
            ObjectNode node = array.addObject()
                    .put("name", group.name())
                    .put("passed", group.passed())
                    .put("compared", group.compared());
            if (group instanceof CheckGroup.Close close) {
                node.put("max_difference", close.largestDifference()).put("tolerance", close.tolerance());
            } else if (group instanceof CheckGroup.Equal equal) {
                node.put("matching", equal.matching());
            }
            node.put("first_mismatch", group.firstMismatch().orElse(null));
        }
        return document;
    }
}
