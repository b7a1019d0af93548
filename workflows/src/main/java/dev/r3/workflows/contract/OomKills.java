package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a machine's kernel ended for want of memory. An attempt that it ends can't say so itself; the next one sees it by
 * the count.
 *
 * @param boot of the machine: another machine, or the same after a restart, counts anew
 * @param kills how many processes it has ended since, whosever they were
 * @param attempts how many attempts at the activity were among these, as far as is known
 */
public record OomKills(String boot, long kills, int attempts) {
    public OomKills {
        requireNonNull(boot, "boot is null");
    }

    /** Of an activity's first attempt. */
    public static OomKills first(String boot, long kills) {
        return new OomKills(boot, kills, 0);
    }

    /**
     * Of the next attempt.
     *
     * @param earlier what the attempt before it told; empty if it told nothing
     */
    public OomKills after(Optional<OomKills> earlier) {
        return earlier.map(before -> new OomKills(boot, kills, before.attempts + (isMoreThan(before) ? 1 : 0)))
                .orElse(this);
    }

    private boolean isMoreThan(OomKills before) {
        return boot.equals(before.boot) && kills > before.kills;
    }
}
