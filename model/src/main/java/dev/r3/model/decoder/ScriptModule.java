package dev.r3.model.decoder;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtModel;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A loaded TorchScript module. A fault in the script arrives as DJL's EngineException with the line of the source. */
final class ScriptModule implements AutoCloseable {
    private static final String ENGINE = "PyTorch";

    static {
        // DJL would otherwise fetch natives that aren't on the class path and report its use from cloud machines.
        System.setProperty("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
        System.setProperty("OPT_OUT_TRACKING", System.getProperty("OPT_OUT_TRACKING", "true"));
    }

    // Held although only the block is used: the model's finalizer closes the manager of everything in it.
    private final PtModel model;
    private final PtSymbolBlock block;
    private final int threads;
    private boolean closed;

    private ScriptModule(PtModel model, int threads) {
        this.model = model;
        this.threads = threads;
        this.block = (PtSymbolBlock) model.getBlock();
    }

    /** Loads PyTorch's natives, if they aren't yet. */
    static void loadEngine() {
        Engine.getEngine(ENGINE);
    }

    /**
     * Loads a module.
     *
     * @param threads that its products are divided among
     */
    static ScriptModule load(String name, byte[] archive, int threads) {
        PtModel model = (PtModel) Model.newInstance(name, ENGINE);
        try {
            model.load(new ByteArrayInputStream(archive), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedModelException e) {
            throw new IllegalStateException("the decoder's script doesn't load", e);
        }
        return new ScriptModule(model, threads);
    }

    /** The manager that lives as long as the module. */
    NDManager manager() {
        requireOpen();
        return model.getNDManager();
    }

    Call call(String method) {
        requireOpen();
        return new Call(method);
    }

    boolean isOpen() {
        return !closed;
    }

    /** DJL would tell less, or make a scope that is never closed. */
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the decoder is closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            model.close();
        }
    }

    /** One call of a method: its arguments, released after it ran. No gradients are recorded. */
    final class Call {
        private final String method;
        private final List<IValue> arguments = new ArrayList<>();

        private Call(String method) {
            this.method = method;
        }

        Call with(long value) {
            arguments.add(IValue.from(value));
            return this;
        }

        Call with(double value) {
            arguments.add(IValue.from(value));
            return this;
        }

        Call with(long[] values) {
            arguments.add(IValue.listFrom(values));
            return this;
        }

        Call with(boolean value) {
            arguments.add(IValue.from(value));
            return this;
        }

        Call with(NDArray tensor) {
            arguments.add(IValue.from((PtNDArray) tensor));
            return this;
        }

        Call with(Collection<NDArray> tensors) {
            arguments.add(IValue.listFrom(tensors.toArray(PtNDArray[]::new)));
            return this;
        }

        /** Lists of whole numbers, such as shapes. */
        Call withLists(List<long[]> lists) {
            IValue[] values = lists.stream().map(IValue::listFrom).toArray(IValue[]::new);
            arguments.add(IValue.listFrom(values));
            for (IValue value : values) {
                value.close();
            }
            return this;
        }

        /** The tensor that the method returns, released with the scope. */
        NDArray tensor(NDManager scope) {
            try (IValue result = run()) {
                return result.toTensor((PtNDManager) scope);
            }
        }

        /** The whole number that the method returns. */
        long whole() {
            try (IValue result = run()) {
                return result.toLong();
            }
        }

        /** Hands the result to a method of another module that takes nothing else. */
        void into(ScriptModule other, String taking) {
            Call call = other.call(taking);
            call.arguments.add(run());
            call.whole();
        }

        private IValue run() {
            prepareThread();
            try {
                return IValueUtils.runMethod(block, method, arguments.toArray(IValue[]::new));
            } finally {
                arguments.forEach(IValue::close);
            }
        }
    }

    /** What PyTorch keeps by thread, whichever calls. */
    private void prepareThread() {
        ComputeThreads.apply(threads);
        // With it, equal constants such as two caches of zeros become one tensor.
        JniUtils.setGraphExecutorOptimize(false);
    }

    TrainingCall trainingCall(String method) {
        requireOpen();
        return new TrainingCall(method);
    }

    /** One call of a method that may record gradients; it takes and gives tensors alone. */
    final class TrainingCall {
        private final NDList arguments = new NDList();
        private final String method;

        private TrainingCall(String method) {
            this.method = method;
        }

        TrainingCall with(NDArray tensor) {
            arguments.add(tensor);
            return this;
        }

        /** A list of tensors; two lists of one call have different names. */
        TrainingCall with(String name, Collection<NDArray> tensors) {
            for (NDArray tensor : tensors) {
                tensor.setName(name + "[]");
                arguments.add(tensor);
            }
            return this;
        }

        /** The tensor that the method returns, in the scope. */
        NDArray tensor(NDManager scope) {
            try (NDManager inputs = scope.newSubManager()) {
                NDArray name = inputs.create(0f);
                name.setName("module_method:" + method);
                arguments.add(name);
                prepareThread();
                NDArray result = IValueUtils.forward(block, arguments, true).singletonOrThrow();
                result.attach(scope);
                return result;
            }
        }
    }
}
