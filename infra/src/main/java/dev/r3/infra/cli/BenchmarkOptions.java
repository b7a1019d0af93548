package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.benchmark.BenchmarkShape;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What every benchmark is asked: the model's shape, and how to print. */
final class BenchmarkOptions {

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            defaultValue = "tiny-1M",
            description = "tiny-1M, tiny-10M or qwen2.5-0.5b (default: ${DEFAULT-VALUE}).")
    private String shape = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** The chosen shape, or the end of the command if there is none of that name. */
    BenchmarkShape shape() {
        return BenchmarkShape.of(shape)
                .orElseThrow(() -> UserError.usage("--shape is '%s'; expected %s"
                        .formatted(
                                shape,
                                BenchmarkShape.ALL.stream()
                                        .map(BenchmarkShape::label)
                                        .collect(Collectors.joining(", ")))));
    }

    void print(String benchmark, ObjectNode figures) {
        if (json) {
            Terminal.result(figures.toPrettyString());
            return;
        }
        Table table = Table.withHeader("benchmark", benchmark);
        figures.properties()
                .forEach(figure -> table.row(
                        figure.getKey().replace('_', ' '),
                        figure.getValue().isArray()
                                ? figure.getValue().toString()
                                : figure.getValue().asText()));
        table.print();
    }
}
