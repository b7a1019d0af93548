package dev.r3.model.check;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.TokenBatch;
import java.util.List;

/** The decoder's scores of padded batches: padding must change nothing. */
final class BatchCheck {
    private static final double TOLERANCE = 1e-4;

    private final Decoder decoder;

    BatchCheck(Decoder decoder) {
        this.decoder = decoder;
    }

    List<CheckGroup> compare(BatchReference expected) {
        CloseTally logits = CloseTally.absolute(expected.side() + "-padded logits", TOLERANCE);
        CloseTally logProbs = CloseTally.absolute(expected.side() + "-padded token log-probs", TOLERANCE);
        TokenBatch batch = expected.batch();
        try (NDManager scope = decoder.newScope()) {
            NDArray computed = decoder.logits(scope, batch);
            float[] tokens = decoder.tokenLogProbs(scope, batch).toFloatArray();
            for (int row = 0; row < batch.rows(); row++) {
                int first = firstColumn(batch, row);
                String place = expected.place() + "[" + row + "]";
                logits.compare(
                        place,
                        ReferenceTensors.row(expected.lastLogits(), row),
                        LogitsCheck.row(computed, row, first + batch.length(row) - 1));
                List<Double> values = expected.logProbs().get(row);
                for (int i = 0; i < values.size(); i++) {
                    logProbs.compare(place, i + 1, values.get(i), tokens[row * batch.width() + first + i + 1]);
                }
            }
        }
        return List.of(logits.result(), logProbs.result());
    }

    private static int firstColumn(TokenBatch batch, int row) {
        int column = 0;
        while (!batch.isValid(row, column)) {
            column++;
        }
        return column;
    }
}
