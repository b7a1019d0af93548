package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.benchmark.Machine;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalLong;

/** The figures that every benchmark tells, under the same names. */
final class BenchmarkFigures {

    private BenchmarkFigures() {}

    /** Four digits are more than a shared machine gives. */
    static BigDecimal rounded(double value) {
        return new BigDecimal(value).round(new MathContext(4));
    }

    static void addPeakMemory(ObjectNode figures, OptionalLong bytes) {
        if (bytes.isPresent()) {
            figures.put("peak_memory_mb", bytes.getAsLong() / 1_000_000);
        } else {
            figures.putNull("peak_memory_mb");
        }
    }

    static void addMachine(ObjectNode figures, Machine machine) {
        figures.put("cpu", machine.processor())
                .put("cores", machine.cores())
                .put("java", machine.java())
                .put("torch", machine.torch());
        machine.loadAverage().forEach(figures.putArray("load_average")::add);
    }
}
