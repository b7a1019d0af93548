package dev.r3.model.check;

import static java.util.Objects.requireNonNull;

import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.checkpoint.SafetensorsFile;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** The tensors that reference.json names. */
record ReferenceTensors(Path path, Optional<SafetensorsFile> file) implements AutoCloseable {
    ReferenceTensors {
        requireNonNull(path, "path is null");
        requireNonNull(file, "file is null");
    }

    /**
     * A matrix.
     *
     * @param name the member of reference.json that holds the tensor's name
     */
    FloatTensor matrix(ReferenceNode name, int rows) {
        FloatTensor tensor = tensor(name);
        if (tensor.shape().size() != 2 || tensor.shape().get(0) != rows) {
            throw new CheckpointException(
                    path, name.text(), "shape [" + rows + ", vocabulary]", "shape " + tensor.shape());
        }
        return tensor;
    }

    FloatTensor vector(ReferenceNode name) {
        FloatTensor tensor = tensor(name);
        if (tensor.shape().size() != 1) {
            throw new CheckpointException(path, name.text(), "shape [vocabulary]", "shape " + tensor.shape());
        }
        return tensor;
    }

    /** A row of a matrix. */
    static float[] row(FloatTensor matrix, int row) {
        int columns = Math.toIntExact(matrix.shape().get(1));
        float[] values = new float[columns];
        matrix.read((long) row * columns, FloatBuffer.wrap(values));
        return values;
    }

    private FloatTensor tensor(ReferenceNode name) {
        return file.orElseThrow(() -> new CheckpointException(path, name.text(), "a tensor", "no such file"))
                .tensor(name.text());
    }

    @Override
    public void close() {
        file.ifPresent(SafetensorsFile::close);
    }
}
