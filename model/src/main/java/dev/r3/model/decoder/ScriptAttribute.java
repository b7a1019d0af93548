package dev.r3.model.decoder;

import java.util.List;

/** A value that a TorchScript module starts with. */
sealed interface ScriptAttribute {
    record Flag(boolean value) implements ScriptAttribute {}

    record Whole(int value) implements ScriptAttribute {}

    record Real(double value) implements ScriptAttribute {}

    record Wholes(List<Integer> values) implements ScriptAttribute {
        public Wholes {
            values = List.copyOf(values);
        }
    }

    /** An empty {@code List[Tensor]}, to be set by a method. */
    record NoTensors() implements ScriptAttribute {}

    /** A float32 tensor of two axes, row by row. */
    record Matrix(int rows, List<Float> values) implements ScriptAttribute {
        public Matrix {
            values = List.copyOf(values);
            if (rows < 1 || values.size() % rows != 0) {
                throw new IllegalArgumentException(values.size() + " values in " + rows + " rows");
            }
        }

        int columns() {
            return values.size() / rows;
        }
    }
}
