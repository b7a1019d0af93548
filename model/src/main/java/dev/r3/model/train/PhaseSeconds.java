package dev.r3.model.train;

/** Where the time of an update went. */
public record PhaseSeconds(double reference, double forward, double backward, double update) {
    static final PhaseSeconds NONE = new PhaseSeconds(0, 0, 0, 0);

    PhaseSeconds plus(PhaseSeconds other) {
        return new PhaseSeconds(
                reference + other.reference, forward + other.forward, backward + other.backward, update + other.update);
    }

    /** Of two that ran at the same time: the longer of each. */
    PhaseSeconds beside(PhaseSeconds other) {
        return new PhaseSeconds(
                Math.max(reference, other.reference),
                Math.max(forward, other.forward),
                Math.max(backward, other.backward),
                Math.max(update, other.update));
    }

    public double total() {
        return reference + forward + backward + update;
    }
}
