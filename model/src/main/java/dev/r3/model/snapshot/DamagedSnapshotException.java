package dev.r3.model.snapshot;

/** Leaves the check of a snapshot at the first thing that is wrong with it. */
final class DamagedSnapshotException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Damage damage;

    DamagedSnapshotException(Damage damage) {
        super(damage.toString());
        this.damage = damage;
    }

    Damage damage() {
        return damage;
    }
}
