package dev.r3.model.generate;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names a sample for the random generator: its draws depend on this key and on the position, and on nothing else, such
 * as which samples share its batch.
 *
 * @param seed of the experiment
 * @param stage what the sample is for, such as {@code reflection/step-12}
 * @param task the task's id
 * @param sample which of the task's samples in this stage
 */
public record SampleKey(long seed, String stage, String task, int sample) {
    public SampleKey {
        requireNonNull(stage, "stage is null");
        requireNonNull(task, "task is null");
        if (sample < 0) {
            throw new IllegalArgumentException("sample is negative: " + sample);
        }
    }

    /** The key's stream of random numbers. */
    public RandomStream stream() {
        byte[] hash = sha256(("r3 sample\n" + seed + "\n" + stage.length() + "\n" + stage + "\n" + task)
                .getBytes(StandardCharsets.UTF_8));
        ByteBuffer words = ByteBuffer.wrap(hash);
        return new RandomStream(words.getInt(), words.getInt(), words.getInt(), words.getInt(), sample);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
