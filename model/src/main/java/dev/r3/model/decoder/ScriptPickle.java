package dev.r3.model.decoder;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The data.pkl of a TorchScript archive: a module object and its attributes, in the few opcodes of pickle protocol 2
 * that libtorch's own reader takes. It is only ever written; R3 reads no pickle.
 */
final class ScriptPickle {
    private static final int PROTOCOL = 0x80;
    private static final int GLOBAL = 'c';
    private static final int MARK = '(';
    private static final int TUPLE = 't';
    private static final int TUPLE1 = 0x85;
    private static final int EMPTY_TUPLE = ')';
    private static final int EMPTY_LIST = ']';
    private static final int APPENDS = 'e';
    private static final int EMPTY_DICT = '}';
    private static final int SET_ITEMS = 'u';
    private static final int NEW_OBJECT = 0x81;
    private static final int BUILD = 'b';
    private static final int REDUCE = 'R';
    private static final int PERSISTENT_ID = 'Q';
    private static final int INT = 'J';
    private static final int FLOAT = 'G';
    private static final int UNICODE = 'X';
    private static final int TRUE = 0x88;
    private static final int FALSE = 0x89;
    private static final int STOP = '.';

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<ScriptAttribute.Matrix> storages = new ArrayList<>();

    ScriptPickle(String className, Map<String, ScriptAttribute> attributes) {
        op(PROTOCOL, 2);
        global("__torch__", className);
        op(EMPTY_TUPLE, NEW_OBJECT, EMPTY_DICT, MARK);
        attributes.forEach((name, value) -> {
            text(name);
            value(value);
        });
        op(SET_ITEMS, BUILD, STOP);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** The tensors' elements: number i is the archive's file data/i. */
    List<ScriptAttribute.Matrix> storages() {
        return storages;
    }

    private void value(ScriptAttribute attribute) {
        if (attribute instanceof ScriptAttribute.Flag flag) {
            op(flag.value() ? TRUE : FALSE);
        } else if (attribute instanceof ScriptAttribute.Whole whole) {
            whole(whole.value());
        } else if (attribute instanceof ScriptAttribute.Real real) {
            op(FLOAT);
            out.writeBytes(
                    ByteBuffer.allocate(Double.BYTES).putDouble(real.value()).array());
        } else if (attribute instanceof ScriptAttribute.Wholes wholes) {
            list("build_intlist", wholes.values());
        } else if (attribute instanceof ScriptAttribute.NoTensors) {
            list("build_tensorlist", List.of());
        } else if (attribute instanceof ScriptAttribute.Matrix matrix) {
            tensor(matrix);
        }
    }

    /** libtorch's lists carry their element type by the function that builds them. */
    private void list(String builder, List<Integer> values) {
        global("torch.jit._pickle", builder);
        op(EMPTY_LIST, MARK);
        values.forEach(this::whole);
        op(APPENDS, TUPLE1, REDUCE);
    }

    private void tensor(ScriptAttribute.Matrix matrix) {
        global("torch._utils", "_rebuild_tensor_v2");
        op(MARK);
        op(MARK);
        text("storage");
        global("torch", "FloatStorage");
        text(Integer.toString(storages.size()));
        text("cpu");
        whole(matrix.values().size());
        op(TUPLE, PERSISTENT_ID);
        whole(0); // offset
        pair(matrix.rows(), matrix.columns());
        pair(matrix.columns(), 1); // strides
        op(FALSE); // requires no gradient
        global("collections", "OrderedDict");
        op(EMPTY_TUPLE, REDUCE, TUPLE, REDUCE);
        storages.add(matrix);
    }

    private void pair(int first, int second) {
        op(MARK);
        whole(first);
        whole(second);
        op(TUPLE);
    }

    private void whole(int value) {
        op(INT);
        littleEndian(value);
    }

    private void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        op(UNICODE);
        littleEndian(utf8.length);
        out.writeBytes(utf8);
    }

    private void global(String module, String name) {
        op(GLOBAL);
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void littleEndian(int value) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private void op(int... codes) {
        for (int code : codes) {
            out.write(code);
        }
    }
}
