package dev.r3.model.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.r3.model.checkpoint.FloatTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A published tensor as it is in the decoder's memory now; copied a bounded piece at a time. */
final class LiveTensor implements FloatTensor {
    /** 64 MiB of floats. */
    private static final long CHUNK_ELEMENTS = 1 << 24;

    private final ScriptModule module;
    private final TensorKind kind;
    private final Placement place;

    LiveTensor(ScriptModule module, TensorKind kind, Placement place) {
        this.module = module;
        this.kind = kind;
        this.place = place;
    }

    /** Tensors of a kind by their published names. */
    static Map<String, FloatTensor> all(ScriptModule module, TensorKind kind, List<Placement> placements) {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        placements.forEach(place -> tensors.put(place.source().name(), new LiveTensor(module, kind, place)));
        return tensors;
    }

    @Override
    public List<Long> shape() {
        return place.source().shape();
    }

    @Override
    public void read(long first, FloatBuffer destination) {
        long columns = place.columns();
        long next = first;
        while (destination.hasRemaining()) {
            long row = next / columns;
            int skipped = Math.toIntExact(next % columns);
            long wanted = (skipped + (long) destination.remaining() + columns - 1) / columns;
            float[] values = rows(row, row + Math.min(wanted, rowsAtATime()));
            int count = Math.min(values.length - skipped, destination.remaining());
            destination.put(values, skipped, count);
            next += count;
        }
    }

    /** Replaces it by a tensor of the same shape. */
    void write(FloatTensor source) {
        if (!source.shape().equals(shape())) {
            throw new IllegalArgumentException(place.source().name() + " is " + shape() + ", not " + source.shape());
        }
        long columns = place.columns();
        for (long row = 0; row < place.rows(); row += rowsAtATime()) {
            long count = Math.min(rowsAtATime(), place.rows() - row);
            try (NDManager scope = module.manager().newSubManager()) {
                Shape shape = shape().size() == 1 ? new Shape(count) : new Shape(count, columns);
                NDArray chunk = scope.create(floats(source, row * columns, count * columns), shape, DataType.FLOAT32);
                block("write_block", row, row + count).with(chunk).whole();
            }
        }
    }

    private float[] rows(long row, long end) {
        try (NDManager scope = module.manager().newSubManager()) {
            return block("read_block", row, end).tensor(scope).toFloatArray();
        }
    }

    private ScriptModule.Call block(String method, long row, long end) {
        WeightSlot.Source source = place.source();
        return module.call(method)
                .with(kind.number())
                .with(place.weight())
                .with(place.transposed())
                .with(source.firstRow() + row)
                .with(source.firstRow() + end)
                .with(source.firstColumn())
                .with(source.firstColumn() + place.columns());
    }

    private long rowsAtATime() {
        return Math.max(1, CHUNK_ELEMENTS / place.columns());
    }

    private static ByteBuffer floats(FloatTensor source, long first, long count) {
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(Math.toIntExact(count * Float.BYTES)).order(ByteOrder.nativeOrder());
        source.read(first, buffer.asFloatBuffer());
        return buffer;
    }
}
