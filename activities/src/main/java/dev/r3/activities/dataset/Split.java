package dev.r3.activities.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Which tasks are kept from training. A task's side depends on the seed and its identity alone, so it never changes when
 * rows are added, dropped or shuffled.
 *
 * @param validation share of the tasks, from 0
 * @param test share of the tasks, from 0; both together are below 1
 */
public record Split(long seed, double validation, double test) {
    public Split {
        if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
            throw new IllegalArgumentException(
                    "validation and test are not shares below 1 together: %s, %s".formatted(validation, test));
        }
    }

    /** The side of the task with this identity. */
    Side side(String identity, MessageDigest sha256) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
        long hash = ByteBuffer.wrap(sha256.digest(identity.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        // The upper 53 bits are a uniform number in [0, 1) that a double holds exactly.
        double position = (hash >>> 11) * 0x1p-53;
        if (position < test) {
            return Side.TEST;
        }
        return position < test + validation ? Side.VALIDATION : Side.TRAIN;
    }
}
