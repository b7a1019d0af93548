package dev.r3.model.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Which distributions a model has at a batch's judged tokens, as its states before the output layer: a vocabulary's worth
 * of numbers less. Valid until closed, while the model is open and its weights are as they were.
 */
public final class JudgedStates implements AutoCloseable {
    private final NDManager scope;
    private final NDArray states; // [J, H]
    private final NDArray output; // [V, H]

    private JudgedStates(NDManager scope, NDArray states, NDArray output) {
        this.scope = scope;
        this.states = states;
        this.output = output;
    }

    static JudgedStates of(Lane lane, TrainingBatch batch) {
        NDManager scope = lane.newScope();
        boolean made = false;
        try {
            TrainingPass.run(lane, batch, 1, LayerMemory.RECOMPUTED);
            NDArray states = lane.module().call("judged_states").tensor(scope);
            NDArray output = lane.module().call("output_weights").tensor(scope);
            lane.module().call("forget").whole();
            made = true;
            return new JudgedStates(scope, states, output);
        } finally {
            if (!made) {
                scope.close();
            }
        }
    }

    /** J. */
    long size() {
        return states.getShape().get(0);
    }

    /** V. */
    long vocabularySize() {
        return output.getShape().get(0);
    }

    /** [J, H], float32. */
    NDArray states() {
        return states;
    }

    /** [V, H], float32: what gives scores from states. */
    NDArray output() {
        return output;
    }

    @Override
    public void close() {
        scope.close();
    }
}
