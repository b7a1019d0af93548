package dev.r3.model.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.r3.model.checkpoint.AttentionConfig;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.ModelConfig;
import java.util.List;

/**
 * The decoder once more, slowly: one unpadded row in float64, plain array operations, the file's own tensors unfused. The oracle
 * of decoder.py.
 *
 * <p>T tokens, H hidden, N query heads, K key/value heads, D head size, R rotary size, V vocabulary.
 */
final class EagerTwin {
    private final Checkpoint checkpoint;
    private final ModelConfig config;
    private final NDManager manager;

    EagerTwin(Checkpoint checkpoint, NDManager manager) {
        this.checkpoint = checkpoint;
        this.config = checkpoint.config();
        this.manager = manager;
    }

    /** [T, V] */
    NDArray logits(int[] tokens) {
        NDArray embedding = matrix("model.embed_tokens.weight", config.vocabularySize(), config.hiddenSize());
        NDArray x = embedding.get(manager.create(tokens)); // [T, H]
        for (int layer = 0; layer < config.layers(); layer++) {
            String prefix = "model.layers." + layer + ".";
            NDArray normed = norm(x, vector(prefix + "input_layernorm.weight", config.hiddenSize()));
            x = x.add(attention(layer, prefix + "self_attn.", normed));
            normed = norm(x, vector(prefix + "post_attention_layernorm.weight", config.hiddenSize()));
            x = x.add(feedForward(prefix + "mlp.", normed));
        }
        x = norm(x, vector("model.norm.weight", config.hiddenSize()));
        NDArray output = config.tiedEmbeddings()
                ? embedding
                : matrix("lm_head.weight", config.vocabularySize(), config.hiddenSize());
        return x.matMul(output.transpose());
    }

    private NDArray attention(int layer, String prefix, NDArray x) {
        AttentionConfig sizes = config.attention();
        int D = sizes.headSize();
        long T = x.getShape().get(0);
        NDList parts = queriesKeysValues(prefix, x);
        NDArray q = heads(parts.get(0), sizes.heads());
        NDArray k = heads(parts.get(1), sizes.keyValueHeads());
        NDArray v = heads(parts.get(2), sizes.keyValueHeads()); // [K, T, D]
        if (config.family().normalizesQueriesAndKeys()) {
            q = norm(q, vector(prefix + "q_norm.weight", D));
            k = norm(k, vector(prefix + "k_norm.weight", D));
        }
        long group = sizes.heads() / sizes.keyValueHeads();
        q = rotate(q);
        k = rotate(k).repeat(0, group); // [N, T, D]
        v = v.repeat(0, group);
        NDArray scores = q.matMul(k.transpose(0, 2, 1))
                .div(Math.sqrt(D))
                .add(mask(T, sizes.windows().get(layer)));
        NDArray seen = scores.softmax(-1).matMul(v); // [N, T, D]
        NDArray joined = seen.transpose(1, 0, 2).reshape(T, (long) sizes.heads() * D);
        return linear(joined, prefix + "o_proj", config.hiddenSize(), sizes.outputBias());
    }

    private NDList queriesKeysValues(String prefix, NDArray x) {
        AttentionConfig sizes = config.attention();
        int queryRows = sizes.heads() * sizes.headSize();
        int keyRows = sizes.keyValueHeads() * sizes.headSize();
        if (config.family().storesFusedProjections()) {
            NDArray fused = linear(x, prefix + "qkv_proj", queryRows + 2 * keyRows, false);
            return fused.split(new long[] {queryRows, queryRows + keyRows}, 1);
        }
        return new NDList(
                linear(x, prefix + "q_proj", queryRows, sizes.queryKeyValueBias()),
                linear(x, prefix + "k_proj", keyRows, sizes.queryKeyValueBias()),
                linear(x, prefix + "v_proj", keyRows, sizes.queryKeyValueBias()));
    }

    private NDArray feedForward(String prefix, NDArray x) {
        int I = config.intermediateSize();
        NDArray gate;
        NDArray up;
        if (config.family().storesFusedProjections()) {
            NDList parts = linear(x, prefix + "gate_up_proj", 2L * I, false).split(2, 1);
            gate = parts.get(0);
            up = parts.get(1);
        } else {
            gate = linear(x, prefix + "gate_proj", I, config.feedForwardBias());
            up = linear(x, prefix + "up_proj", I, config.feedForwardBias());
        }
        NDArray silu = gate.div(gate.neg().exp().add(1));
        return linear(silu.mul(up), prefix + "down_proj", config.hiddenSize(), config.feedForwardBias());
    }

    /** [T, heads * D] to [heads, T, D] */
    private NDArray heads(NDArray x, int heads) {
        return x.reshape(x.getShape().get(0), heads, config.attention().headSize())
                .transpose(1, 0, 2);
    }

    private NDArray rotate(NDArray x) {
        long T = x.getShape().get(1);
        int R = config.rope().rotarySize();
        RotaryFrequencies rotary = RotaryFrequencies.of(config.rope());
        List<Float> frequencies = T > rotary.firstContext() ? rotary.beyond() : rotary.within();
        float[] angles = new float[(int) T * R];
        for (int t = 0; t < T; t++) {
            for (int i = 0; i < R; i++) {
                angles[t * R + i] = t * frequencies.get(i % (R / 2));
            }
        }
        NDArray angle = manager.create(angles, new Shape(1, T, R)).toType(DataType.FLOAT64, false);
        NDArray turned = x.get(":,:,:" + R);
        NDArray first = turned.get(":,:,:" + R / 2);
        NDArray second = turned.get(":,:," + R / 2 + ":");
        NDArray rotated = turned.mul(angle.cos().mul(rotary.scale()))
                .add(second.neg().concat(first, 2).mul(angle.sin().mul(rotary.scale())));
        return R == config.attention().headSize() ? rotated : rotated.concat(x.get(":,:," + R + ":"), 2);
    }

    private NDArray mask(long tokens, int window) {
        int T = (int) tokens;
        float[] mask = new float[T * T];
        for (int query = 0; query < T; query++) {
            for (int key = 0; key < T; key++) {
                boolean seen = key <= query && (window == 0 || query - key < window);
                mask[query * T + key] = seen ? 0 : -1e30f;
            }
        }
        return manager.create(mask, new Shape(1, T, T)).toType(DataType.FLOAT64, false);
    }

    private NDArray norm(NDArray x, NDArray gain) {
        NDArray variance = x.square().mean(new int[] {-1}, true);
        return x.div(variance.add(config.normEpsilon()).sqrt()).mul(gain);
    }

    private NDArray linear(NDArray x, String name, long rows, boolean bias) {
        NDArray y = x.matMul(matrix(name + ".weight", rows, x.getShape().get(1)).transpose());
        return bias ? y.add(vector(name + ".bias", rows)) : y;
    }

    private NDArray matrix(String name, long rows, long columns) {
        float[] values = checkpoint.tensor(name, List.of(rows, columns)).toArray();
        return manager.create(values, new Shape(rows, columns)).toType(DataType.FLOAT64, false);
    }

    private NDArray vector(String name, long size) {
        return manager.create(checkpoint.tensor(name, List.of(size)).toArray()).toType(DataType.FLOAT64, false);
    }
}
