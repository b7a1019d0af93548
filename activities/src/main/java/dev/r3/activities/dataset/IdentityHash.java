package dev.r3.activities.dataset;

import dev.r3.verifiers.api.CanonicalJson;
import dev.r3.verifiers.api.Task;
import java.util.HexFormat;

/** The first 128 bits of the SHA-256 of a task's identity: equal for equal tasks, and in practice only for those. */
record IdentityHash(long high, long low) {

    static IdentityHash of(Task task) {
        return first128Bits(CanonicalJson.sha256(task.identity()));
    }

    /** 64 bits that depend on this hash and the seed and are even over all tasks. */
    long seeded(long seed) {
        return first128Bits(CanonicalJson.sha256(seed + ":" + hex())).high();
    }

    /** 32 hex digits. */
    String hex() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    private static IdentityHash first128Bits(String hex) {
        return new IdentityHash(HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
    }
}
